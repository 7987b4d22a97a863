"""Sentences of the layers below, in the language of the window.

What goes wrong, and what a change is called, is said below in English: it also goes to the command
line, to logs and into the palace's own record of changes, and comes from other processes. Here are
the sentences that a person meets in the window, as templates: `retold` finds the one that was
filled, and fills it anew in the language. A test holds that none is forgotten. What is not here
(what an importer says of one item of a source) is shown as it came.
"""

from __future__ import annotations

import re
from functools import cache

from palace.desktop.tr import mark, tr

BELOW = (
    # What a change is called, in “Undo: …”.
    mark("Edit “{title}”"),
    mark("Edit a note"),
    mark("Write a note"),
    mark("Move “{title}”"),
    mark("Move an object"),
    mark("Pin “{title}”"),
    mark("Unpin “{title}”"),
    mark("Pin an object"),
    mark("Unpin an object"),
    mark("Rename to “{name}”"),
    mark("Bookmark “{name}”"),
    mark("Take a bookmark away"),
    mark("Keep the route “{name}”"),
    mark("Forget the route “{name}”"),
    mark("Send a source to “{place}”"),
    mark("Send a source to a place"),
    mark("Let a source go where it fits"),
    mark("Put an object out of reach"),
    mark("Put {number} objects out of reach"),
    mark("Bring back an object"),
    mark("Bring back {number} objects"),
    mark("Follow {paths}"),
    mark("No longer follow {paths}"),
    mark("Move in"),
    mark("Make the plan a draft again"),
    mark("Tidy up"),
    mark("Tidy up ({number} moved)"),
    mark("Take a tidying back"),
    mark("Import from {source}"),
    mark("Take back an import"),
    mark("Take over the places of an export"),
    mark("Put back what was arranged"),
    mark("Change the model"),
    mark("Change files with their notes"),
    mark("Leave files as they are"),
    mark("Let something with a secret be found"),
    mark("Hold something with a secret back"),
    mark("Hold back what holds a secret"),
    mark("Erase a page"),
    mark("Erase an object"),
    # What cannot be done, and why.
    mark("What was said stays as it was said. Write a note of your own beside it."),
    mark("A page cannot be empty; put the whole thing out of reach instead."),
    mark("“{title}” was changed elsewhere while you wrote."),
    mark("The file of “{title}” has been changed since."),
    mark("{file} was changed since it was read."),
    mark("This page is not in the palace any more."),
    mark("A note needs at least a word."),
    mark("There is no page with the id {id}."),
    mark("There is no object with the id {id} in this palace."),
    mark("There is no object with the id {id}."),
    mark("There is no memory or object with the id {id} in this palace."),
    mark("There is no source with the id {id}."),
    mark("There is no room with the id {id}."),
    mark("There is no quarter, wing or room with the id {id}."),
    mark("There is nothing to move into yet: import something first."),
    mark("This has no place yet, so it cannot be moved; try again when it has."),
    mark("This has no place yet, so it cannot be pinned; try again when it has one."),
    mark("“{title}” is out of reach; its place waits for it."),
    mark("“{title}” stands there already."),
    mark(
        "“{title}” stands at number {number} of “{room}” (out of reach); choose another number, or "
        "let the two change places."
    ),
    mark(
        "“{title}” stands at number {number} of “{room}”; choose another number, or let the two "
        "change places."
    ),
    mark("“{title}” stands in “{room}” already; say which number it should have."),
    mark("“{room}” is full; choose another room, or a number there and let the two change places."),
    mark("“{room}” has the places {first} to {last}."),
    mark("“{room}” has no places."),
    mark("That place has been taken meanwhile; look again."),
    mark("The palace has changed meanwhile; its state is read again."),
    mark("The palace has changed meanwhile; look again at what would move."),
    mark("The palace has been moved into meanwhile; its plan stays as it is."),
    mark("The palace is a draft still, and each import may rebuild it; move in first."),
    mark("An object has been erased while the plan was drawn; draw it again."),
    mark("Another room is called “{name}” by now; look before undoing it."),
    mark("Another wing is called “{name}” by now; look before undoing it."),
    mark("Another quarter is called “{name}” by now; look before undoing it."),
    mark("“{title}” stands at number {number} of “{room}” by now; look before undoing it."),
    mark("“{title}” has been moved since; look before undoing it."),
    mark("“{change}” has been changed since; look before undoing it."),
    mark("A name needs at least one letter or digit, and no control characters."),
    mark("“{name}…” has {number} characters; a sign has room for {most}."),
    mark("There is a room called “{name}” already; choose another name."),
    mark("There is a wing called “{name}” already; choose another name."),
    mark("There is a quarter called “{name}” already; choose another name."),
    mark("A bookmark's name has at most {most} characters."),
    mark("This bookmark is gone already."),
    mark("A route needs at least one stop."),
    mark("A stop of the route is no place of this palace (any more)."),
    mark("There is no route called “{name}”; `palace route` lists them."),
    mark("There is no route called {name}; `palace route` lists them."),
    mark(
        "This is held back since it seems to hold a password or key; `palace secrets` lets you "
        "decide."
    ),
    mark("The vectors of that model have been taken away; `palace model use` makes them."),
    # Searching.
    mark("There is no room called {name}; `palace info --rooms` lists them."),
    mark("Say what after “{name}:”, for instance {examples}."),
    mark("There is no kind {value}; there are note and chat."),
    mark("Nothing is {value}; there are {known}."),
    mark("“{name}:{value}” is no date; write a year, a month or a day: {year}, {month} or {day}."),
    mark("A fragment is completed by meaning, which is not there yet."),
    mark("The memory {id} has gone while it was being found."),
    mark("Meaning is still waking up; words find meanwhile."),
    mark("The embedder ended twice while it was needed; try again later."),
    mark("The embedder could not be started ({reason}); see {file}."),
    mark("The embedder could not be started; see {file}."),
    mark(
        "The embedder that runs (process {number}) is of another version of the program (it speaks "
        "protocol {theirs}, not {ours}); end it and try again."
    ),
    # Folders, files and imports.
    mark("{path} is neither a file nor a folder."),
    mark(
        "{file} is not in UTF-8 and was left as it is; save it as UTF-8 to have it changed from "
        "here."
    ),
    mark("{file} could not be written ({reason}); nothing was changed."),
    mark(
        "The disk is full: “{name}” could not be kept. Make room and import again; what is there "
        "stays."
    ),
    mark("Its file is not where it was, so the palace alone has the change."),
    mark("This page does not stand in its file as it is, so the palace alone has it."),
    mark("There is no format called {name}; there are {known}."),
    mark(
        "{path} {reason}; `palace formats` lists what can be, and with `--as FORMAT` you say "
        "yourself what it is."
    ),
    mark("The places in this export are damaged; none were taken over, and things find new ones."),
    mark(
        "The places in this export do not fit together ({reason}), so none were taken over; the "
        "things find new ones."
    ),
    mark("{name} does not begin as an export of Palace does; export again."),
    mark("{name} was written by a later version of Palace; update the program."),
    mark("Nothing is followed yet; `palace watch PATH` follows a folder."),
    mark(
        "These folders cannot be followed ({reason}); where there are very many files, raise "
        "fs.inotify.max_user_watches."
    ),
    mark(
        "{folder} is on a network drive ({kind}), where SQLite cannot keep a palace safe; choose a "
        "folder on this computer."
    ),
    mark(
        "{folder} lies inside {part}, which copies files while they are written and would damage "
        "the palace; keep it in a folder on this computer and export to {there} instead."
    ),
    mark(
        "The palace in {folder} was written by a later version of the program (schema {theirs}, "
        "this one knows {ours}); update the program."
    ),
    mark("The palace in {folder} cannot be read or written: {reason}."),
    mark("{path} is a database of something else; name another folder with --palace."),
    mark(
        "There is no palace in {folder}: import something into it first, or name another folder "
        "with --palace."
    ),
    mark("{folder} is a file; a palace needs a folder of its own."),
    mark("{folder} holds other files and no palace; name an empty or new folder with --palace."),
    mark("{folder} holds other things and no palace; name another folder."),
    mark("The folder {folder} cannot be made: {reason}; choose one you may write to."),
    # What the ways of a palace are called, that bear nobody's name.
    mark("Court"),
    mark("{quarter}: court"),
    mark("East gallery"),
    mark("North gallery"),
    mark("West gallery"),
    mark("South gallery"),
    mark("Stairs"),
    mark("Passage"),
    # What a secret seems to be.
    mark("a password"),
    mark("a password in an address"),
    mark("a private key"),
    mark("a JSON web token"),
    mark("a {maker} key"),
    mark("an {maker} key"),
    mark("a {maker} token"),
    mark("an {maker} token"),
)
"""A template with more words before one that would fit the same sentence."""


def template_of(sentence: str) -> tuple[str, dict[str, str]] | None:
    """Return what a sentence was made from, and its values; None where that is not known."""
    for pattern, template in _patterns():
        if (found := pattern.fullmatch(sentence)) is not None:
            return template, found.groupdict()
    return None


def retold(sentence: object) -> str:
    """Return a sentence of the layers below (or a fault with one) in the window's language."""
    text = str(sentence)
    made = template_of(text)
    if made is None:
        return text
    template, values = made
    if "change" in values:
        values["change"] = retold(values["change"])
    return tr(template, **values)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for template in BELOW:
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(
            f"(?P<{part}>.+?)" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        found.append((re.compile(pattern, re.DOTALL), template))
    return found
