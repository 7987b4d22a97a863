"""Everything one can ask a palace: one file a question; none of them writes."""

from palace.queries.arranged import (
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
from palace.queries.association import (
    Associated,
    Completed,
    Completion,
    LikeThese,
    MoreLike,
    Settling,
    Thought,
)
from palace.queries.everything import AllItems, Everything, ItemExport
from palace.queries.find_spot import FindSpot
from palace.queries.info import Counts, Info, PalaceInfo
from palace.queries.models import KnownModel, Models
from palace.queries.pack import ContextPack, Pack, Piece
from palace.queries.pending import HowFar, Pending, PendingKeys
from palace.queries.places import PlacedObjects, PlanOf
from palace.queries.query import Cancelled, Context, Query
from palace.queries.read import (
    LinkedObject,
    LinksTo,
    MemoryView,
    ObjectView,
    PlaceNames,
    SegmentView,
    ShowMemory,
    ShowObject,
)
from palace.queries.ready import GetReady
from palace.queries.reinstated import Beside, Reinstated, Reinstatement
from palace.queries.related import Related, RelatedObject
from palace.queries.reports import ImportTold, LastImports, ReadSource, ReportLine
from palace.queries.search import Hit, Named, Search, SearchResult, Why
from palace.queries.secrets import Copies, Copy, HeldSecret, Secrets
from palace.queries.sleep import AtRest, BeforeSleep
from palace.queries.spots import Spot
from palace.queries.survey import Survey, SurveyOf
from palace.queries.titles import TitlesOf
from palace.queries.watching import ItemsAt, TextOf, Watched
from palace.queries.ways import (
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
from palace.queries.writing import (
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
