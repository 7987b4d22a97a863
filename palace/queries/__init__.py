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
from palace.queries.everything import AllItems, ItemExport
from palace.queries.info import Counts, Info, PalaceInfo
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
from palace.queries.related import Related, RelatedObject
from palace.queries.reports import ImportTold, LastImports, ReadSource, ReportLine
from palace.queries.search import Hit, Named, Search, SearchResult, Why
from palace.queries.sleep import AtRest, BeforeSleep
from palace.queries.survey import Survey, SurveyOf
from palace.queries.titles import TitlesOf

__all__ = [
    "AllItems",
    "AtRest",
    "BeforeSleep",
    "Cancelled",
    "Context",
    "ContextPack",
    "Counts",
    "Destinations",
    "FindLocus",
    "FindPlace",
    "FindSource",
    "Hit",
    "HowFar",
    "ImportTold",
    "Info",
    "ItemExport",
    "LastImports",
    "LinkedObject",
    "LinksTo",
    "Marker",
    "Markers",
    "MemoryView",
    "Movement",
    "Named",
    "ObjectView",
    "Pack",
    "PalaceInfo",
    "Pending",
    "PendingKeys",
    "Piece",
    "Place",
    "PlaceNames",
    "PlacedObjects",
    "PlanOf",
    "Query",
    "ReadSource",
    "Related",
    "RelatedObject",
    "ReportLine",
    "Search",
    "SearchResult",
    "SegmentView",
    "ShowMemory",
    "ShowObject",
    "SourceGoes",
    "Survey",
    "SurveyOf",
    "TitlesOf",
    "Why",
]
