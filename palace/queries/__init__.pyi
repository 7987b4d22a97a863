"""Everything one can ask a palace: one file a question; none of them writes."""

from .arranged import (
    Destinations,
    FindLocus,
    FindPlace,
    FindSource,
    Marker,
    Markers,
    Movement,
    Place,
    SourceGoes,
)
from .association import (
    Associated,
    Completed,
    Completion,
    LikeThese,
    MoreLike,
    Settling,
    Thought,
)
from .everything import AllItems, Everything, ItemExport
from .find_spot import FindSpot
from .info import Counts, Info, PalaceInfo
from .models import KnownModel, Models
from .pack import ContextPack, Pack, Piece
from .pending import HowFar, Pending, PendingKeys
from .places import PlacedObjects, PlanOf
from .query import Cancelled, Context, Query
from .read import (
    LinkedObject,
    LinksTo,
    MemoryView,
    ObjectView,
    PlaceNames,
    SegmentView,
    ShowMemory,
    ShowObject,
)
from .ready import GetReady
from .reinstated import Beside, Reinstated, Reinstatement
from .related import Related, RelatedObject
from .reports import ImportTold, LastImports, ReadSource, ReportLine
from .search import Hit, Named, Search, SearchResult, Why
from .secrets import Copies, Copy, HeldSecret, Secrets
from .sleep import AtRest, BeforeSleep
from .spots import Spot
from .survey import Survey, SurveyOf
from .titles import TitlesOf
from .watching import ItemsAt, TextOf, Watched
from .ways import (
    AlongTheWay,
    AroundHere,
    AroundObject,
    Arrivals,
    Bookmarks,
    NearTo,
    Routes,
    RouteStops,
    Stop,
)
from .writing import (
    BegunNote,
    Earlier,
    EarlierTexts,
    Editable,
    EditablePage,
    OutOfReach,
    PutAway,
)

__all__ = [
    "AllItems",
    "AlongTheWay",
    "AroundHere",
    "AroundObject",
    "Arrivals",
    "Associated",
    "AtRest",
    "BeforeSleep",
    "BegunNote",
    "Beside",
    "Bookmarks",
    "Cancelled",
    "Completed",
    "Completion",
    "Context",
    "ContextPack",
    "Copies",
    "Copy",
    "Counts",
    "Destinations",
    "Earlier",
    "EarlierTexts",
    "Editable",
    "EditablePage",
    "Everything",
    "FindLocus",
    "FindPlace",
    "FindSource",
    "FindSpot",
    "GetReady",
    "HeldSecret",
    "Hit",
    "HowFar",
    "ImportTold",
    "Info",
    "ItemExport",
    "ItemsAt",
    "KnownModel",
    "LastImports",
    "LikeThese",
    "LinkedObject",
    "LinksTo",
    "Marker",
    "Markers",
    "MemoryView",
    "Models",
    "MoreLike",
    "Movement",
    "Named",
    "NearTo",
    "ObjectView",
    "OutOfReach",
    "Pack",
    "PalaceInfo",
    "Pending",
    "PendingKeys",
    "Piece",
    "Place",
    "PlaceNames",
    "PlacedObjects",
    "PlanOf",
    "PutAway",
    "Query",
    "ReadSource",
    "Reinstated",
    "Reinstatement",
    "Related",
    "RelatedObject",
    "ReportLine",
    "RouteStops",
    "Routes",
    "Search",
    "SearchResult",
    "Secrets",
    "SegmentView",
    "Settling",
    "ShowMemory",
    "ShowObject",
    "SourceGoes",
    "Spot",
    "Stop",
    "Survey",
    "SurveyOf",
    "TextOf",
    "Thought",
    "TitlesOf",
    "Watched",
    "Why",
]
