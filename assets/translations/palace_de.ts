<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Palace</name>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>A bookmark's name has at most {most} characters.</source>
            <translation>Der Name eines Lesezeichens hat höchstens {most} Zeichen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>A fragment is completed by meaning, which is not there yet.</source>
            <translation>Ein Bruchstück wird über die Bedeutung ergänzt, und die ist noch nicht da.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>A free one, near what is most alike</source>
            <translation>Ein freier Platz, nah an dem, was am ähnlichsten ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>A free place in {room}</source>
            <translation>Ein freier Platz in {room}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>A house for what you have read, written and asked.</source>
            <translation>Ein Haus für das, was du gelesen, geschrieben und gefragt hast.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>A name needs at least one letter or digit, and no control characters.</source>
            <translation>Ein Name braucht mindestens einen Buchstaben oder eine Ziffer und keine Steuerzeichen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>A note</source>
            <translation>Eine Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>A note cannot be written</source>
            <translation>Es lässt sich keine Notiz schreiben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>A note needs at least a word.</source>
            <translation>Eine Notiz braucht mindestens ein Wort.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>A note of your own</source>
            <translation>Eine eigene Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>A page cannot be empty; put the whole thing out of reach instead.</source>
            <translation>Eine Seite kann nicht leer sein; leg stattdessen das Ganze außer Reichweite.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>A route needs at least one stop.</source>
            <translation>Ein Weg braucht mindestens einen Halt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>A search draws forward what is like the thing being read, and a little what stands near or on the way one came.</source>
            <translation>Die Suche zieht nach vorn, was dem Gelesenen ähnlich ist, und ein wenig, was in der Nähe oder am Weg steht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>A stop of the route is no place of this palace (any more).</source>
            <translation>Ein Halt des Weges ist kein Platz dieses Palastes (mehr).</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>A way through your palace</source>
            <translation>Ein Weg durch deinen Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>About Palace</source>
            <translation>Über Palace</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>About this palace</source>
            <translation>Über diesen Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Activity: {words}</source>
            <translation>Im Gange: {words}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Added</source>
            <translation>Neu</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>After</source>
            <translation>Danach</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>All as they came</source>
            <translation>Alle wie am Anfang</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>All commands…</source>
            <translation>Alle Befehle …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>All files (*);;Archives and exports ({kinds})</source>
            <translation>Alle Dateien (*);;Archive und Exporte ({kinds})</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>All from {source}</source>
            <translation>Alles aus {source}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>All notes from folders</source>
            <translation>Alle Notizen aus Ordnern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Alt</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Alt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Always</source>
            <translation>Immer</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>An Obsidian vault, Markdown, text</source>
            <translation>Ein Obsidian-Vault, Markdown, Text</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>An object has been erased while the plan was drawn; draw it again.</source>
            <translation>Während der Plan gezeichnet wurde, ist ein Ding gelöscht worden; lass ihn neu zeichnen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Another folder…</source>
            <translation>Anderer Ordner …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Another import is at work</source>
            <translation>Ein anderer Import ist an der Arbeit</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Another quarter is called “{name}” by now; look before undoing it.</source>
            <translation>Inzwischen heißt ein anderes Viertel „{name}“; sieh nach, bevor du es rückgängig machst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Another room is called “{name}” by now; look before undoing it.</source>
            <translation>Inzwischen heißt ein anderes Zimmer „{name}“; sieh nach, bevor du es rückgängig machst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Another wing is called “{name}” by now; look before undoing it.</source>
            <translation>Inzwischen heißt ein anderer Flügel „{name}“; sieh nach, bevor du es rückgängig machst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Any words you remember, or what it was about.
What is found shines in the palace with the same number.</source>
            <translation>Irgendwelche Wörter, an die du dich erinnerst, oder worum es ging.
Was gefunden ist, leuchtet im Palast mit derselben Nummer.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Around this</source>
            <translation>Rund um dies</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Arrow keys choose a result, Enter reads it, Shift Enter takes you there, Escape goes back to where you stood.</source>
            <translation>Die Pfeiltasten wählen ein Ergebnis, Eingabe liest es, Umschalt+Eingabe führt dich hin, Escape geht dorthin zurück, wo du gestanden hast.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>As it came</source>
            <translation>Wie am Anfang</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>As it was at the last import</source>
            <translation>So, wie es beim letzten Import war</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>As the hour is</source>
            <translation>Nach der Uhrzeit</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Assistant</source>
            <translation>Assistent</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>At each place that is left a marker tells for two weeks where to.</source>
            <translation>An jedem verlassenen Platz sagt zwei Wochen lang ein Schild, wohin es ging.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Author</source>
            <translation>Von</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Automatic measures what a picture costs and adapts to it.</source>
            <translation>„Automatisch“ misst, was ein Bild kostet, und richtet sich danach.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Back then</source>
            <translation>Damals</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Back to the last place</source>
            <translation>Zurück zum letzten Ort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Back to where I stood</source>
            <translation>Dorthin zurück, wo ich stand</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Before</source>
            <translation>Davor</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>Before {year}</source>
            <translation>Vor {year}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Bookmark this place</source>
            <translation>Lesezeichen an diesen Ort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Bookmark “{name}”</source>
            <translation>Lesezeichen „{name}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Bookmarks</source>
            <translation>Lesezeichen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Bookmarks could not be read</source>
            <translation>Die Lesezeichen ließen sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>Bring a folder of notes</source>
            <translation>Bring einen Ordner mit Notizen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Bring back an object</source>
            <translation>Ein Ding zurückholen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Bring back {number} objects</source>
            <translation>{number} Dinge zurückholen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>Bring it back</source>
            <translation>Zurückholen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>Bring this back…</source>
            <translation>Diesen zurückholen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>Bring your chats</source>
            <translation>Bring deine Chats</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Bring your own: drop a folder or an export anywhere</source>
            <translation>Bring Eigenes: Zieh einen Ordner oder Export irgendwohin</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Bringing like to like</source>
            <translation>Ähnliches kommt zu Ähnlichem</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Cancel import</source>
            <translation>Import abbrechen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/carried.py"></location>
            <source>Carrying {title}. {words}</source>
            <translation>{title} wird getragen. {words}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Change files with their notes</source>
            <translation>Dateien mit ihren Notizen ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Change the files too</source>
            <translation>Auch die Dateien ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Change the keys</source>
            <translation>Tasten ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Change the keys of {action}</source>
            <translation>Tasten ändern für {action}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Change the model</source>
            <translation>Das Modell wechseln</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Change this page</source>
            <translation>Diese Seite ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Change what I read</source>
            <translation>Das Gelesene ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Change “{title}”</source>
            <translation>„{title}“ ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings_dialog.py"></location>
            <source>Changes are kept at once.</source>
            <translation>Änderungen gelten sofort.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>Changes places with “{title}”</source>
            <translation>Tauscht den Platz mit „{title}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Change…</source>
            <translation>Ändern …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Chat with {name}</source>
            <translation>Chat mit {name}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>Chats</source>
            <translation>Chats</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Choose a place for {name}</source>
            <translation>Einen Ort wählen für {name}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Choose a place…</source>
            <translation>Ort wählen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Choose where what a source brings goes from now on</source>
            <translation>Wählen, wohin künftig geht, was eine Quelle bringt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Click</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Klick</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Click keys to change them. Single letters work while the palace has the focus.</source>
            <translation>Ein Klick auf Tasten ändert sie. Einzelne Buchstaben gelten, solange der Palast die Tastatur hat.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Click on the floor to walk there</source>
            <translation>Klick auf den Boden führt dorthin</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <location filename="../../palace/desktop/settings_dialog.py"></location>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Close outline</source>
            <translation>Gliederung schließen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Close reading panel</source>
            <translation>Lesebereich schließen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/commands/palette.py"></location>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/commands/palette.py"></location>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Court</source>
            <translation>Hof</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Ctrl</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Strg</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Darker text, thicker lines, and nothing shines through; with each theme.</source>
            <translation>Dunklere Schrift, dickere Linien, und nichts scheint durch; mit jedem Aussehen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Day</source>
            <translation>Tag</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Del</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Entf</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Details of the problem</source>
            <translation>Einzelheiten zum Problem</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Dismiss</source>
            <translation>Weg damit</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Drag</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Ziehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Dusk</source>
            <translation>Abend</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Dusk when the theme is dark</source>
            <translation>Abend, wenn das Aussehen dunkel ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Earlier</source>
            <translation>Früher</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>Earlier texts</source>
            <translation>Frühere Fassungen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Earlier texts of what I read…</source>
            <translation>Frühere Fassungen des Gelesenen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>Earlier texts of {title}</source>
            <translation>Frühere Fassungen von {title}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>East gallery</source>
            <translation>Ostgalerie</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Edit a note</source>
            <translation>Eine Notiz ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Edit “{title}”</source>
            <translation>„{title}“ ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/editor.py"></location>
            <source>Editor</source>
            <translation>Schreibbereich</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>End</source>
            <translation>Ende</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>End</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Ende</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>End here</source>
            <translation>Hier enden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>English</source>
            <translation>English</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Enter</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Eingabe</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Erase</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Erase a page</source>
            <translation>Eine Seite löschen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Erase an object</source>
            <translation>Ein Ding löschen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Erase for good</source>
            <translation>Endgültig löschen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>Erase the page…</source>
            <translation>Die Seite löschen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>Erase this page for good?</source>
            <translation>Diese Seite endgültig löschen?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Erase what I read…</source>
            <translation>Das Gelesene löschen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>Erase “{title}” for good?</source>
            <translation>„{title}“ endgültig löschen?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Erase…</source>
            <translation>Löschen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Esc</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Esc</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/editor.py"></location>
            <source>Esc; the page stays as it was</source>
            <translation>Esc; die Seite bleibt, wie sie war</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Every fifth place of a room has its number on brass</source>
            <translation>Jeder fünfte Platz eines Zimmers trägt seine Nummer auf Messing</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Everything here is also in the outline, Ctrl+Shift+O</source>
            <translation>Alles hier steht auch in der Gliederung, Strg+Umschalt+O</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Everything is in its place. Nothing has to move.</source>
            <translation>Alles ist an seinem Platz. Nichts muss sich bewegen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>Everything stays on this computer. Nothing is sent anywhere, and it all works offline.</source>
            <translation>Alles bleibt auf diesem Rechner. Nichts wird irgendwohin gesendet, und alles geht ohne Netz.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Fades instead of flights. Follows the system unless you choose.</source>
            <translation>Blenden statt Flüge. Folgt dem System, solange du nichts wählst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Field of view</source>
            <translation>Blickfeld</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/outline/panel.py"></location>
            <source>Filter the outline</source>
            <translation>Die Gliederung filtern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Filter the report</source>
            <translation>Den Bericht filtern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Find a place</source>
            <translation>Einen Ort finden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Find: Ctrl+K, and type a word</source>
            <translation>Finden: Strg+K, und tipp ein Wort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Finding</source>
            <translation>Finden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Finding places</source>
            <translation>Plätze werden gefunden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Finish the walk that you record first.</source>
            <translation>Beende erst den Weg, den du aufzeichnest.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Finishing</source>
            <translation>Wird fertig</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Finishing what waits</source>
            <translation>Was wartet, wird fertig</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>First steps</source>
            <translation>Erste Schritte</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>First steps  ·  Done ✓</source>
            <translation>Erste Schritte  ·  Geschafft ✓</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>First steps  ·  {number} of {all}</source>
            <translation>Erste Schritte  ·  {number} von {all}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Follow</source>
            <translation>Folgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Follow a folder</source>
            <translation>Einem Ordner folgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Follow folders</source>
            <translation>Ordnern folgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Follow folders…</source>
            <translation>Ordnern folgen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Follow no longer</source>
            <translation>Nicht mehr folgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Follow {paths}</source>
            <translation>{paths} folgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Forget the route “{name}”</source>
            <translation>Den Weg „{name}“ vergessen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Forward to the next place</source>
            <translation>Vor zum nächsten Ort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>From here</source>
            <translation>Von hier aus</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>From then on every thing keeps its place: new notes and chats find theirs around what is there, and the rooms stay as they are. Undo makes the plan a draft again.</source>
            <translation>Von da an behält jedes Ding seinen Platz: Neue Notizen und Chats finden ihren um das herum, was da ist, und die Zimmer bleiben, wie sie sind. „Rückgängig“ macht den Plan wieder zum Entwurf.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Gist</source>
            <translation>Kern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Give it a name, so that you find it again.</source>
            <translation>Gib ihm einen Namen, damit du ihn wiederfindest.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Go</source>
            <translation>Gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Go on</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Go on writing</source>
            <translation>Weiterschreiben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Go there: Shift+Enter takes you to what is chosen</source>
            <translation>Hingehen: Umschalt+Eingabe führt dich zum Gewählten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Gone there</source>
            <translation>Dort fort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/tr.py"></location>
            <source>HH:mm</source>
            <comment>a date or time as Qt's QLocale writes it</comment>
            <translation>HH:mm</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>Held back</source>
            <translation>Zurückgehalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>Held back until you decide</source>
            <translation>Zurückgehalten, bis du entscheidest</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Hide details</source>
            <translation>Einzelheiten verbergen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>High</source>
            <translation>Hoch</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Hold</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Halten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Hold a thing for a moment, and carry it to another place</source>
            <translation>Halte ein Ding einen Moment, und trag es an einen anderen Platz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Hold back what holds a secret</source>
            <translation>Zurückhalten, was ein Geheimnis enthält</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Hold something with a secret back</source>
            <translation>Etwas mit einem Geheimnis zurückhalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Home</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Pos1</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>How far the looking is</source>
            <translation>Wie weit die Durchsicht ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>How far the view turns when you drag.</source>
            <translation>Wie weit sich der Blick beim Ziehen dreht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>I see</source>
            <translation>Verstanden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Id</source>
            <translation>Kennung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Import</source>
            <translation>Importieren</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Import a folder of notes</source>
            <translation>Einen Ordner mit Notizen importieren</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Import a folder of notes…</source>
            <translation>Einen Ordner mit Notizen importieren …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Import an export or a file</source>
            <translation>Einen Export oder eine Datei importieren</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Import an export or a file…</source>
            <translation>Einen Export oder eine Datei importieren …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Import done: {what}.</source>
            <translation>Import fertig: {what}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Import done; there was nothing new.</source>
            <translation>Import fertig; es gab nichts Neues.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Import from {source}</source>
            <translation>Import aus {source}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Import progress</source>
            <translation>Fortschritt des Imports</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Import report</source>
            <translation>Importbericht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Import stopped: {what}.</source>
            <translation>Import angehalten: {what}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Import stopped; there was nothing new.</source>
            <translation>Import angehalten; es gab nichts Neues.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Imported items</source>
            <translation>Importierte Stücke</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Importing</source>
            <translation>Importiert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Importing {name}</source>
            <translation>{name} wird importiert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>In the palace</source>
            <translation>Im Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>In the palace only</source>
            <translation>Nur im Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>In the sample, try “bread”. What is found shines in the palace with its number.</source>
            <translation>Probier im Beispiel „bread“. Was gefunden ist, leuchtet im Palast mit seiner Nummer.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>In the search</source>
            <translation>In der Suche</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>In the wing {name}</source>
            <translation>Im Flügel {name}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>In this room, {name}</source>
            <translation>In diesem Zimmer, {name}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>In {file}: {reason}; the default is used.</source>
            <translation>In {file}: {reason}; es gilt die Voreinstellung.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>In {room}</source>
            <translation>In {room}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Inverts the vertical look.</source>
            <translation>Kehrt den Blick nach oben und unten um.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>It can be found now.</source>
            <translation>Jetzt kann es gefunden werden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>It has no place yet; it is being sorted in</source>
            <translation>Es hat noch keinen Platz; es wird gerade einsortiert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>It is back at its place.</source>
            <translation>Es ist wieder an seinem Platz.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>It is being sorted in.</source>
            <translation>Es wird gerade einsortiert.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>It stands at number {number} of “{room}”.</source>
            <translation>Es steht auf Nummer {number} von „{room}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>It stands here</source>
            <translation>Hier steht es schon</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>It stands in “{room}”</source>
            <translation>Es steht in „{room}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>It will stand near you in “{name}”.</source>
            <translation>Sie wird nah bei dir in „{name}“ stehen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Item</source>
            <translation>Stück</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Its file is not where it was, so the palace alone has the change.</source>
            <translation>Ihre Datei ist nicht, wo sie war; so hat nur der Palast die Änderung.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Its file was changed elsewhere while you wrote.</source>
            <translation>Ihre Datei wurde anderswo geändert, während du geschrieben hast.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Its plan is a draft.</source>
            <translation>Sein Plan ist ein Entwurf.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Its source has it no more; the palace keeps it</source>
            <translation>Die Quelle hat es nicht mehr; der Palast behält es</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Its source no longer has it; the palace keeps it.</source>
            <translation>Die Quelle hat es nicht mehr; der Palast behält es.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>Its text and what it was before are removed from this palace; the rest of its note or chat stays. The file it came from still holds it. This cannot be undone.</source>
            <translation>Ihr Text und was er früher war werden aus diesem Palast entfernt; der Rest der Notiz oder des Chats bleibt. Die Datei, aus der sie kam, enthält sie noch. Das lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>Its text, what it was before, its words and its place are removed from this palace, and importing its source again does not bring it back. The file it came from is not touched. This cannot be undone.</source>
            <translation>Sein Text, was er früher war, seine Wörter und sein Platz werden aus diesem Palast entfernt, und ein neuer Import der Quelle bringt es nicht zurück. Die Datei, aus der es kam, wird nicht angerührt. Das lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/editor.py"></location>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Keep it where it stands, whatever is tidied</source>
            <translation>Da behalten, wo es steht, was auch aufgeräumt wird</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Keep the route</source>
            <translation>Den Weg behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Keep the route “{name}”</source>
            <translation>Den Weg „{name}“ behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Kept as a revision</source>
            <translation>Als Fassung behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Key hints</source>
            <translation>Tastenhinweise</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/signs.py"></location>
            <source>Keys: {keys}</source>
            <translation>Tasten: {keys}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Later</source>
            <translation>Später</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Learning the meaning</source>
            <translation>Die Bedeutung wird gelernt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <location filename="../../palace/desktop/writing/editor.py"></location>
            <source>Leave</source>
            <translation>Verlassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Leave files as they are</source>
            <translation>Dateien lassen, wie sie sind</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Leave this stop out</source>
            <translation>Diesen Halt weglassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Left out</source>
            <translation>Ausgelassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Legend</source>
            <translation>Legende</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Legend: what one sees</source>
            <translation>Legende: was man sieht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Less motion</source>
            <translation>Weniger Bewegung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Let a source go where it fits</source>
            <translation>Eine Quelle gehen lassen, wohin es passt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Let go of what you wrote?</source>
            <translation>Loslassen, was du geschrieben hast?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>Let it be found</source>
            <translation>Finden lassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Let it go</source>
            <translation>Loslassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Let something with a secret be found</source>
            <translation>Etwas mit einem Geheimnis finden lassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Let them change places</source>
            <translation>Die Plätze tauschen lassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Let {name} go where it fits</source>
            <translation>{name} gehen lassen, wohin es passt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>Lethe and Mnemosyne</source>
            <translation>Lethe und Mnemosyne</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Light</source>
            <translation>Licht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Light and drawing</source>
            <translation>Licht und Zeichnung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Light or dark</source>
            <translation>Hell oder dunkel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Light paper, dark paper, or as the system is.</source>
            <translation>Helles Papier, dunkles Papier, oder wie das System.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Links</source>
            <translation>Verweise</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Look at a folder</source>
            <translation>Einen Ordner ansehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Look before importing…</source>
            <translation>Vor dem Import ansehen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Look up by moving the mouse down</source>
            <translation>Maus nach unten heißt nach oben schauen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Looking at {what}…</source>
            <translation>{what}: wird angesehen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Looking for neighbours</source>
            <translation>Nachbarn werden gesucht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Looking what is there</source>
            <translation>Es wird nachgesehen, was da ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Looking who stands near whom</source>
            <translation>Es wird nachgesehen, wer bei wem steht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Looking who stands near whom …</source>
            <translation>Es wird nachgesehen, wer bei wem steht …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Low</source>
            <translation>Niedrig</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>MIT licence. Nothing leaves this computer.</source>
            <translation>MIT-Lizenz. Nichts verlässt diesen Rechner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Main toolbar</source>
            <translation>Werkzeugleiste</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Make the plan a draft again</source>
            <translation>Den Plan wieder zum Entwurf machen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/overlays/corner_map.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Map</source>
            <translation>Karte</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Meaning is still waking up; words find meanwhile.</source>
            <translation>Die Bedeutung wacht noch auf; Wörter finden inzwischen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Meaning is waking up. Until then, words answer.</source>
            <translation>Die Bedeutung wacht gerade auf. Bis dahin antworten die Wörter.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Medium</source>
            <translation>Mittel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Menus</source>
            <translation>Menüs</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Meta</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Meta</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Mine</source>
            <translation>Meiner</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>More contrast</source>
            <translation>Mehr Kontrast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Morning</source>
            <translation>Morgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Mouse speed</source>
            <translation>Mausgeschwindigkeit</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Move</source>
            <translation>Umstellen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Move an object</source>
            <translation>Ein Ding umstellen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Move in</source>
            <translation>Einziehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Move into this palace?</source>
            <translation>In diesen Palast einziehen?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Move in…</source>
            <translation>Einziehen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Move to…</source>
            <translation>Umstellen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Move what I read to…</source>
            <translation>Das Gelesene umstellen …</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Move {n} things</source>
            <translation>
                <numerusform>{n} Ding umstellen</numerusform>
                <numerusform>{n} Dinge umstellen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Move “{title}”</source>
            <translation>„{title}“ umstellen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Move “{title}” to…</source>
            <translation>„{title}“ umstellen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Moved</source>
            <translation>Umgestellt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Moved from {room}, number {locus}, on {day}.</source>
            <translation>Umgestellt aus {room}, Nummer {locus}, am {day}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Moving in did not work</source>
            <translation>Das Einziehen ist nicht gelungen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Name of the quarter</source>
            <translation>Name des Viertels</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Name of the room</source>
            <translation>Name des Zimmers</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Name of the route</source>
            <translation>Name des Weges</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Name of the wing</source>
            <translation>Name des Flügels</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Nearby</source>
            <translation>In der Nähe</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Never</source>
            <translation>Nie</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>New in the last {days} days</source>
            <translation>Neu in den letzten {days} Tagen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>New note</source>
            <translation>Neue Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>New note here</source>
            <translation>Neue Notiz hier</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>New today</source>
            <translation>Heute neu</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Next area</source>
            <translation>Nächster Bereich</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Next stop</source>
            <translation>Nächster Halt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>No bookmark yet. Ctrl+D marks the place where you stand.</source>
            <translation>Noch kein Lesezeichen. Strg+D setzt eines dort, wo du stehst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>No folder has been imported yet.</source>
            <translation>Es ist noch kein Ordner importiert worden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>No longer follow {paths}</source>
            <translation>{paths} nicht mehr folgen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/opening.py"></location>
            <source>No program opens “{name}” here; it is at {path}.</source>
            <translation>Kein Programm öffnet hier „{name}“; es liegt in {path}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>No route yet. R begins one: everything you open while you walk becomes a stop.</source>
            <translation>Noch kein Weg. R beginnt einen: Alles, was du beim Gehen öffnest, wird ein Halt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>No stop was made, so there is no route to keep.</source>
            <translation>Es gab keinen Halt, also auch keinen Weg zu behalten.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>No tour is under way; choose one in “Routes and bookmarks…”.</source>
            <translation>Kein Rundgang ist im Gange; wähl einen in „Wege und Lesezeichen …“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>No “{typed}” is here; found “{form}”.</source>
            <translation>Kein „{typed}“ ist hier; gefunden: „{form}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>North gallery</source>
            <translation>Nordgalerie</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Not now</source>
            <translation>Nicht jetzt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>Not placed yet</source>
            <translation>Noch ohne Platz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Not yet</source>
            <translation>Noch nicht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>Notes</source>
            <translation>Notizen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Notes and chats on the same thing, older and newer, with what each of them adds.</source>
            <translation>Notizen und Chats zum selben Thema, ältere und neuere, mit dem, was jede hinzufügt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Nothing has been imported yet.</source>
            <translation>Es ist noch nichts importiert worden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Nothing has been written yet.</source>
            <translation>Noch ist nichts geschrieben.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Nothing has come in for {days} days.</source>
            <translation>Seit {days} Tagen ist nichts hereingekommen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Nothing here speaks of “{text}”.
Fewer words, or others, often find it.</source>
            <translation>Nichts hier spricht von „{text}“.
Weniger Wörter, oder andere, finden es oft.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Nothing is followed yet; `palace watch PATH` follows a folder.</source>
            <translation>Noch wird keinem Ordner gefolgt; `palace watch PFAD` folgt einem.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>Nothing is held back.</source>
            <translation>Nichts wird zurückgehalten.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Nothing is open.

Click a thing in the palace, choose one in the outline, or search with Ctrl+K.</source>
            <translation>Nichts ist geöffnet.

Klick ein Ding im Palast an, wähl eines in der Gliederung, oder such mit Strg+K.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Nothing is {value}; there are {known}.</source>
            <translation>Nichts ist {value}; es gibt {known}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>Nothing stands before you here.</source>
            <translation>Hier steht nichts vor dir.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Nothing was lost on the way.</source>
            <translation>Nichts ging unterwegs verloren.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Notice: {title}</source>
            <translation>Hinweis: {title}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/world.py"></location>
            <source>Now in {room}: {title}</source>
            <translation>Jetzt in {room}: {title}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Of everything that is written in the window.</source>
            <translation>Von allem, was im Fenster geschrieben steht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Of the window; it changes at the next start. Notes stay as they are.</source>
            <translation>Die des Fensters; sie wechselt beim nächsten Start. Notizen bleiben, wie sie sind.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>One minute: find a thing, walk to it, read it</source>
            <translation>Eine Minute: ein Ding finden, hingehen, es lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Open another palace</source>
            <translation>Einen anderen Palast öffnen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Open another palace…</source>
            <translation>Einen anderen Palast öffnen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Open report</source>
            <translation>Bericht öffnen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>Open something first, or walk up to it.</source>
            <translation>Öffne erst etwas, oder geh darauf zu.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Open the sample palace</source>
            <translation>Den Beispielpalast öffnen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Open what should be a stop: click it, or E</source>
            <translation>Öffne, was ein Halt sein soll: klick es an, oder E</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Open what you want to put here first.</source>
            <translation>Öffne erst, was du hierher stellen willst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Or Ctrl+I for notes, Ctrl+Shift+I for chats. Everything stays on this computer.</source>
            <translation>Oder Strg+I für Notizen, Strg+Umschalt+I für Chats. Alles bleibt auf diesem Rechner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Origin</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/outline/panel.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Outline</source>
            <translation>Gliederung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <location filename="../../palace/desktop/visit.py"></location>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Overview</source>
            <translation>Überblick</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>Pages that are held back</source>
            <translation>Zurückgehaltene Seiten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <location filename="../../palace/desktop/overlays/host.py"></location>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Palace</source>
            <translation>Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Palace view</source>
            <translation>Blick in den Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Part</source>
            <translation>Teil</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Passage</source>
            <translation>Gang</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Pin</source>
            <translation>Anheften</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Pin an object</source>
            <translation>Ein Ding anheften</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Pin to its place</source>
            <translation>An seinen Platz heften</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Pin what I read</source>
            <translation>Das Gelesene anheften</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Pin what is before me</source>
            <translation>Anheften, was vor mir steht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Pin “{title}”</source>
            <translation>„{title}“ anheften</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>Pinned</source>
            <translation>Angeheftet</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Pinned: it stays, whatever is tidied</source>
            <translation>Angeheftet: Es bleibt, was auch aufgeräumt wird</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Pinned; unpin</source>
            <translation>Angeheftet; lösen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Place in it</source>
            <translation>Platz darin</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Place: {place}</source>
            <translation>Ort: {place}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Places</source>
            <translation>Orte</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Planning the rooms</source>
            <translation>Die Zimmer werden geplant</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Press the keys for “{action}”</source>
            <translation>Drück die Tasten für „{action}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Press the new keys</source>
            <translation>Drück die neuen Tasten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Probably not in this palace. What comes nearest:</source>
            <translation>Wohl nicht in diesem Palast. Was dem am nächsten kommt:</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Problem</source>
            <translation>Problem</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Problem: {title}</source>
            <translation>Problem: {title}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Put an object out of reach</source>
            <translation>Ein Ding außer Reichweite legen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Put back what was arranged</source>
            <translation>Zurückstellen, was geordnet wurde</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Put me back to its moment</source>
            <translation>Versetz mich in seinen Moment</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Put out of reach</source>
            <translation>Außer Reichweite legen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Put what I read here</source>
            <translation>Das Gelesene hierher stellen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Put what I read out of reach</source>
            <translation>Das Gelesene außer Reichweite legen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Put {number} objects out of reach</source>
            <translation>{number} Dinge außer Reichweite legen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Quality</source>
            <translation>Güte</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Raising walls</source>
            <translation>Mauern werden gebaut</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>Read</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Read as {formats}.</source>
            <translation>Gelesen als {formats}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Read it</source>
            <translation>Lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Read what is before me</source>
            <translation>Lesen, was vor mir steht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Reading</source>
            <translation>Es wird gelesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <location filename="../../palace/desktop/window.py"></location>
            <source>Reading panel</source>
            <translation>Lesebereich</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Record a route</source>
            <translation>Einen Weg aufzeichnen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Recording  ·  {n} stops</source>
            <translation>
                <numerusform>Aufzeichnung  ·  {n} Halt</numerusform>
                <numerusform>Aufzeichnung  ·  {n} Halte</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Rename the quarter</source>
            <translation>Das Viertel umbenennen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Rename the quarter “{name}”…</source>
            <translation>Das Viertel „{name}“ umbenennen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Rename the room</source>
            <translation>Das Zimmer umbenennen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Rename the room “{name}”…</source>
            <translation>Das Zimmer „{name}“ umbenennen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Rename the wing</source>
            <translation>Den Flügel umbenennen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Rename the wing “{name}”…</source>
            <translation>Den Flügel „{name}“ umbenennen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Rename this place…</source>
            <translation>Diesen Ort umbenennen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Rename to “{name}”</source>
            <translation>In „{name}“ umbenennen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Rename…</source>
            <translation>Umbenennen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings_dialog.py"></location>
            <source>Restore these defaults</source>
            <translation>Voreinstellungen dieser Seite</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Rooms can be walked</source>
            <translation>Zimmer lassen sich begehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Route</source>
            <translation>Weg</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Routes</source>
            <translation>Wege</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Routes and bookmarks</source>
            <translation>Wege und Lesezeichen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Routes and bookmarks could not be read</source>
            <translation>Wege und Lesezeichen ließen sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Routes and bookmarks…</source>
            <translation>Wege und Lesezeichen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Safe here; it replaces the page once you keep it.</source>
            <translation>Hier ist es sicher; behältst du es, ersetzt es die Seite.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Safe here; it stands once you keep it.</source>
            <translation>Hier ist es sicher; behältst du es, bekommt es seinen Platz.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Same thing</source>
            <translation>Dasselbe</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Save as CSV…</source>
            <translation>Als CSV speichern …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Save the report</source>
            <translation>Den Bericht speichern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Say what after “{name}:”, for instance {examples}.</source>
            <translation>Sag, was nach „{name}:“ kommt, etwa {examples}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Search by meaning</source>
            <translation>Suche nach Bedeutung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <location filename="../../palace/desktop/toolbar.py"></location>
            <source>Search your palace</source>
            <translation>Deinen Palast durchsuchen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Search…</source>
            <translation>Suchen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings_dialog.py"></location>
            <source>Sections</source>
            <translation>Abschnitte</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Send a source to a place</source>
            <translation>Eine Quelle an einen Ort schicken</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Send a source to “{place}”</source>
            <translation>Eine Quelle nach „{place}“ schicken</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Send it there</source>
            <translation>Dorthin schicken</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings_dialog.py"></location>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Settings…</source>
            <translation>Einstellungen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Shift</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Umschalt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Show details</source>
            <translation>Einzelheiten zeigen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Shrink to the toolbar</source>
            <translation>In die Werkzeugleiste verkleinern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Some things still wait for their place: {sentence}</source>
            <translation>Einiges wartet noch auf seinen Platz: {sentence}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Something in the program went wrong. What is in the palace is safe.</source>
            <translation>Im Programm ist etwas schiefgegangen. Was im Palast ist, ist sicher.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Something stands there</source>
            <translation>Dort steht etwas</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Something stood here</source>
            <translation>Hier stand etwas</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Source</source>
            <translation>Quelle</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Sources</source>
            <translation>Quellen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>South gallery</source>
            <translation>Südgalerie</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Space</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Leertaste</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Splitting crowded rooms</source>
            <translation>Volle Zimmer werden geteilt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Stairs</source>
            <translation>Treppe</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Step left</source>
            <translation>Nach links treten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Step right</source>
            <translation>Nach rechts treten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Stop before</source>
            <translation>Voriger Halt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Stop, or let go of what is chosen</source>
            <translation>Anhalten, oder das Gewählte loslassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>Stopped. What waits is finished when the palace is opened again.</source>
            <translation>Angehalten. Was wartet, wird fertig, wenn der Palast wieder geöffnet wird.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Stopping…</source>
            <translation>Hält an …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Stops, in their order</source>
            <translation>Die Halte in ihrer Reihenfolge</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Tab</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Tab</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Take a bookmark away</source>
            <translation>Ein Lesezeichen wegnehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Take a tidying back</source>
            <translation>Ein Aufräumen zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Take away</source>
            <translation>Wegnehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Take back an import</source>
            <translation>Einen Import zurücknehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Take me there</source>
            <translation>Führ mich hin</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Take me to what I read</source>
            <translation>Führ mich zum Gelesenen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Take over the places of an export</source>
            <translation>Die Plätze eines Exports übernehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Take the tour</source>
            <translation>Den Rundgang machen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/page.py"></location>
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Text size</source>
            <translation>Schriftgröße</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>That place has been taken meanwhile; look again.</source>
            <translation>Dieser Platz ist inzwischen besetzt; sieh noch einmal nach.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>The answer could not be kept</source>
            <translation>Die Antwort ließ sich nicht speichern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The bookmark could not be taken away</source>
            <translation>Das Lesezeichen ließ sich nicht wegnehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The bookmark is gone.</source>
            <translation>Das Lesezeichen ist weg.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The disk is full: “{name}” could not be kept. Make room and import again; what is there stays.</source>
            <translation>Die Platte ist voll: „{name}“ konnte nicht behalten werden. Schaff Raum und importiere noch einmal; was da ist, bleibt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>The earlier text</source>
            <translation>Die frühere Fassung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>The earlier texts could not be read</source>
            <translation>Die früheren Fassungen ließen sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The embedder could not be started ({reason}); see {file}.</source>
            <translation>Der Einbetter ließ sich nicht starten ({reason}); siehe {file}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The embedder could not be started; see {file}.</source>
            <translation>Der Einbetter ließ sich nicht starten; siehe {file}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The embedder ended twice while it was needed; try again later.</source>
            <translation>Der Einbetter endete zweimal, während er gebraucht wurde; versuch es später noch einmal.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The embedder that runs (process {number}) is of another version of the program (it speaks protocol {theirs}, not {ours}); end it and try again.</source>
            <translation>Der laufende Einbetter (Prozess {number}) gehört zu einer anderen Version des Programms (er spricht Protokoll {theirs}, nicht {ours}); beende ihn und versuch es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>The empty room “{name}” is walled up.</source>
            <translation>Das leere Zimmer „{name}“ wird zugemauert.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>The export file of ChatGPT or Claude</source>
            <translation>Die Exportdatei von ChatGPT oder Claude</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The file of “{title}” has been changed since.</source>
            <translation>Die Datei von „{title}“ ist seither geändert worden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>The first line is its title.

[[Links]] and #tags are understood.</source>
            <translation>Die erste Zeile ist der Titel.

[[Verweise]] und #Schlagwörter werden verstanden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The folder {folder} cannot be made: {reason}; choose one you may write to.</source>
            <translation>Der Ordner {folder} lässt sich nicht anlegen: {reason}; wähl einen, in den du schreiben darfst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>The fountain is the spring: what is out of reach</source>
            <translation>Der Brunnen ist Lethe: was außer Reichweite ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/process.py"></location>
            <source>The import</source>
            <translation>Der Import</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>The last 30 days</source>
            <translation>Die letzten 30 Tage</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>The last 7 days</source>
            <translation>Die letzten 7 Tage</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>The last year</source>
            <translation>Das letzte Jahr</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>The line below the view; it fades after a few seconds.</source>
            <translation>Die Zeile unter der Ansicht; sie verblasst nach einigen Sekunden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/process.py"></location>
            <source>The look at it</source>
            <translation>Die Durchsicht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The memory {id} has gone while it was being found.</source>
            <translation>Die Seite {id} ist verschwunden, während sie gefunden wurde.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>The moment it belongs to: its thread, its day, the way by which you last came</source>
            <translation>Der Moment, zu dem es gehört: sein Faden, sein Tag, der Weg, auf dem du zuletzt kamst</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>The moment this belongs to</source>
            <translation>Der Moment, zu dem dies gehört</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>The note could not be kept yet</source>
            <translation>Die Notiz ließ sich noch nicht behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>The page is erased.</source>
            <translation>Die Seite ist gelöscht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>The palace cannot be drawn</source>
            <translation>Der Palast lässt sich nicht zeichnen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The palace has been moved into meanwhile; its plan stays as it is.</source>
            <translation>In den Palast ist inzwischen jemand eingezogen; sein Plan bleibt, wie er ist.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The palace has changed meanwhile; its state is read again.</source>
            <translation>Der Palast hat sich inzwischen geändert; sein Stand wird neu gelesen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The palace has changed meanwhile; look again at what would move.</source>
            <translation>Der Palast hat sich inzwischen geändert; sieh noch einmal nach, was sich bewegen würde.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The palace in {folder} cannot be read or written: {reason}.</source>
            <translation>Der Palast in {folder} lässt sich nicht lesen oder schreiben: {reason}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The palace in {folder} was written by a later version of the program (schema {theirs}, this one knows {ours}); update the program.</source>
            <translation>Der Palast in {folder} wurde von einer späteren Version des Programms geschrieben (Schema {theirs}, dieses kennt {ours}); aktualisiere das Programm.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The palace is a draft still, and each import may rebuild it; move in first.</source>
            <translation>Der Palast ist noch ein Entwurf, und jeder Import kann ihn neu bauen; zieh erst ein.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>The part after</source>
            <translation>Der Teil danach</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>The part before</source>
            <translation>Der Teil davor</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The places in this export are damaged; none were taken over, and things find new ones.</source>
            <translation>Die Plätze in diesem Export sind beschädigt; keiner wurde übernommen, die Dinge finden neue.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The places in this export do not fit together ({reason}), so none were taken over; the things find new ones.</source>
            <translation>Die Plätze in diesem Export passen nicht zusammen ({reason}), deshalb wurde keiner übernommen; die Dinge finden neue.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>The quarter “{old}” is called “{name}” now.</source>
            <translation>Das Viertel „{old}“ heißt jetzt „{name}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>The report</source>
            <translation>Der Bericht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/page.py"></location>
            <source>The rest of this very long text is left out here.</source>
            <translation>Der Rest dieses sehr langen Textes ist hier ausgelassen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>The result above</source>
            <translation>Das Ergebnis darüber</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>The result below</source>
            <translation>Das Ergebnis darunter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>The room “{name}” is opened.</source>
            <translation>Das Zimmer „{name}“ wird eröffnet.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>The room “{old}” is called “{name}” now.</source>
            <translation>Das Zimmer „{old}“ heißt jetzt „{name}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The route could not be kept</source>
            <translation>Der Weg ließ sich nicht behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The route “{name}” is forgotten.</source>
            <translation>Der Weg „{name}“ ist vergessen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The route “{name}” is kept.</source>
            <translation>Der Weg „{name}“ ist aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>The settings could not be saved to {file}: {reason}</source>
            <translation>Die Einstellungen ließen sich nicht in {file} speichern: {reason}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>The settings in {file} could not be read and are left alone: {reason}</source>
            <translation>Die Einstellungen in {file} ließen sich nicht lesen und bleiben unangetastet: {reason}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>The signs that bear the name follow.</source>
            <translation>Die Schilder mit dem Namen ändern sich mit.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>The sources could not be read</source>
            <translation>Die Quellen ließen sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>The spring</source>
            <translation>Lethe</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>The spring  ·  what is out of reach</source>
            <translation>Lethe  ·  was außer Reichweite ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>The spring: what is out of reach</source>
            <translation>Lethe: was außer Reichweite ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>The vectors of that model have been taken away; `palace model use` makes them.</source>
            <translation>Die Vektoren dieses Modells sind weggenommen; `palace model use` macht sie neu.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The walk that was being recorded could not be kept</source>
            <translation>Der aufgezeichnete Weg ließ sich nicht behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>The walk was not kept.</source>
            <translation>Der Weg wurde nicht behalten.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>The wing “{old}” is called “{name}” now.</source>
            <translation>Der Flügel „{old}“ heißt jetzt „{name}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Theme</source>
            <translation>Farben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is a quarter called “{name}” already; choose another name.</source>
            <translation>Es gibt schon ein Viertel namens „{name}“; wähl einen anderen Namen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is a room called “{name}” already; choose another name.</source>
            <translation>Es gibt schon ein Zimmer namens „{name}“; wähl einen anderen Namen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is a wing called “{name}” already; choose another name.</source>
            <translation>Es gibt schon einen Flügel namens „{name}“; wähl einen anderen Namen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no format called {name}; there are {known}.</source>
            <translation>Es gibt kein Format namens {name}; es gibt {known}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no kind {value}; there are note and chat.</source>
            <translation>Es gibt keine Art {value}; es gibt note und chat.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no memory or object with the id {id} in this palace.</source>
            <translation>Es gibt in diesem Palast keine Seite und kein Ding mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no object with the id {id} in this palace.</source>
            <translation>Es gibt in diesem Palast kein Ding mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no object with the id {id}.</source>
            <translation>Es gibt kein Ding mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no page with the id {id}.</source>
            <translation>Es gibt keine Seite mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no palace in {folder}: import something into it first, or name another folder with --palace.</source>
            <translation>In {folder} ist kein Palast: Importiere erst etwas hinein, oder nenn mit --palace einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>There is no place here</source>
            <translation>Hier ist kein Platz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>There is no place here that could be marked.</source>
            <translation>Hier ist kein Ort, der ein Lesezeichen bekommen könnte.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no quarter, wing or room with the id {id}.</source>
            <translation>Es gibt kein Viertel, keinen Flügel und kein Zimmer mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no room called {name}; `palace info --rooms` lists them.</source>
            <translation>Es gibt kein Zimmer namens {name}; `palace info --rooms` zählt sie auf.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no room with the id {id}.</source>
            <translation>Es gibt kein Zimmer mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no route called {name}; `palace route` lists them.</source>
            <translation>Es gibt keinen Weg namens {name}; `palace route` zählt sie auf.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no route called “{name}”; `palace route` lists them.</source>
            <translation>Es gibt keinen Weg namens „{name}“; `palace route` zählt sie auf.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is no source with the id {id}.</source>
            <translation>Es gibt keine Quelle mit der Kennung {id}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>There is nothing here that could be renamed.</source>
            <translation>Hier ist nichts, was sich umbenennen ließe.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>There is nothing to move into yet: import something first.</source>
            <translation>Noch gibt es nichts, worin man einziehen könnte: Importiere erst etwas.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>There is nothing to undo.</source>
            <translation>Es gibt nichts rückgängig zu machen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>These folders cannot be followed ({reason}); where there are very many files, raise fs.inotify.max_user_watches.</source>
            <translation>Diesen Ordnern kann nicht gefolgt werden ({reason}); bei sehr vielen Dateien hilft ein höherer Wert von fs.inotify.max_user_watches.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>These pages seem to hold a password, a key or a token. No search, no pack and no suggestion shows them; the rest of their notes and chats is there.</source>
            <translation>Diese Seiten enthalten anscheinend ein Passwort, einen Schlüssel oder ein Token. Keine Suche, kein Paket und kein Vorschlag zeigt sie; der Rest ihrer Notizen und Chats ist da.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Things keep their places for good, so that you find them by walking, too.</source>
            <translation>Die Dinge behalten ihre Plätze für immer, damit du sie auch im Gehen findest.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>This bookmark is gone already.</source>
            <translation>Dieses Lesezeichen ist schon weg.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>This could not be brought back</source>
            <translation>Es ließ sich nicht zurückholen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>This could not be chosen</source>
            <translation>Es ließ sich nicht wählen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>This could not be erased</source>
            <translation>Es ließ sich nicht löschen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>This could not be moved</source>
            <translation>Es ließ sich nicht umstellen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>This could not be opened</source>
            <translation>Es ließ sich nicht öffnen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>This could not be pinned</source>
            <translation>Es ließ sich nicht anheften</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>This could not be put out of reach</source>
            <translation>Es ließ sich nicht außer Reichweite legen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>This could not be released</source>
            <translation>Es ließ sich nicht freigeben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>This could not be renamed</source>
            <translation>Es ließ sich nicht umbenennen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>This could not be undone</source>
            <translation>Es ließ sich nicht rückgängig machen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>This has no place yet, so it cannot be moved.</source>
            <translation>Dies hat noch keinen Platz, also lässt es sich nicht umstellen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>This has no place yet, so it cannot be moved; try again when it has.</source>
            <translation>Dies hat noch keinen Platz, also lässt es sich nicht umstellen; versuch es, wenn es einen hat.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>This has no place yet, so it cannot be pinned.</source>
            <translation>Dies hat noch keinen Platz, also lässt es sich nicht anheften.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>This has no place yet, so it cannot be pinned; try again when it has one.</source>
            <translation>Dies hat noch keinen Platz, also lässt es sich nicht anheften; versuch es, wenn es einen hat.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>This is held back since it seems to hold a password or key; `palace secrets` lets you decide.</source>
            <translation>Dies wird zurückgehalten, weil es anscheinend ein Passwort oder einen Schlüssel enthält; mit `palace secrets` entscheidest du.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>This is the court. Rooms lie along its wings; each holds what belongs together.</source>
            <translation>Das ist der Hof. Die Zimmer liegen an seinen Flügeln; in jedem steht, was zusammengehört.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>This is the earlier text; keep it to bring it back.</source>
            <translation>Das ist die frühere Fassung; behalte sie, um sie zurückzuholen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>This key walks.</source>
            <translation>Mit dieser Taste geht man.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>This note is the file {file}. Should the files of “{source}” be changed with their notes? (You are asked once.)</source>
            <translation>Diese Notiz ist die Datei {file}. Sollen die Dateien von „{source}“ mit ihren Notizen geändert werden? (Du wirst einmal gefragt.)</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>This page cannot be changed</source>
            <translation>Diese Seite lässt sich nicht ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>This page does not stand in its file as it is, so the palace alone has it.</source>
            <translation>Diese Seite steht so nicht in ihrer Datei; deshalb hat nur der Palast die Änderung.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>This page has never been another.</source>
            <translation>Diese Seite war nie eine andere.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>This page is not in the palace any more.</source>
            <translation>Diese Seite ist nicht mehr im Palast.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>This page was changed elsewhere while you wrote.</source>
            <translation>Diese Seite wurde anderswo geändert, während du geschrieben hast.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>This palace</source>
            <translation>Dieser Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>This palace cannot be opened</source>
            <translation>Dieser Palast lässt sich nicht öffnen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>This place could not be marked</source>
            <translation>Dieser Ort bekam kein Lesezeichen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>This route cannot be taken</source>
            <translation>Dieser Weg lässt sich nicht gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>This route could not be forgotten</source>
            <translation>Dieser Weg ließ sich nicht vergessen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>This route is gone</source>
            <translation>Dieser Weg ist weg</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Tidied here from {room}, number {locus}, on {day}.</source>
            <translation>Beim Aufräumen hierher gestellt aus {room}, Nummer {locus}, am {day}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Tidy up</source>
            <translation>Aufräumen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Tidy up ({number} moved)</source>
            <translation>Aufräumen ({number} umgestellt)</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Tidy up…</source>
            <translation>Aufräumen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Tidying up</source>
            <translation>Das Aufräumen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>Tidying up …</source>
            <translation>Es wird aufgeräumt …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>To</source>
            <translation>Nach</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>To mind</source>
            <translation>Im Sinn</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>To the court</source>
            <translation>Zum Hof</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>To {spot} of “{room}”</source>
            <translation>Auf {spot} von „{room}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>To “{room}”, where it fits</source>
            <translation>Nach „{room}“, wohin es passt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Tool</source>
            <translation>Werkzeug</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/bar.py"></location>
            <source>Tour</source>
            <translation>Rundgang</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Tour of what is new</source>
            <translation>Rundgang durch das Neue</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <location filename="../../palace/desktop/overlays/notices.py"></location>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/commands/palette.py"></location>
            <source>Type a command</source>
            <translation>Tipp einen Befehl</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Type some letters of the name</source>
            <translation>Tipp ein paar Buchstaben des Namens</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Unchanged</source>
            <translation>Unverändert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <location filename="../../palace/desktop/workbench.py"></location>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Undo all the same</source>
            <translation>Trotzdem rückgängig machen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Undo this all the same?</source>
            <translation>Trotzdem rückgängig machen?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Undo: {change}</source>
            <translation>Rückgängig: {change}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Undone: {change}.</source>
            <translation>Rückgängig gemacht: {change}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Unpin</source>
            <translation>Lösen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Unpin an object</source>
            <translation>Ein Ding lösen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Unpin what I read</source>
            <translation>Das Gelesene lösen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Unpin “{title}”</source>
            <translation>„{title}“ lösen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Updated</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Use these keys</source>
            <translation>Diese Tasten nehmen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Version {version}. A house for what you have read, written and asked.</source>
            <translation>Version {version}. Ein Haus für das, was du gelesen, geschrieben und gefragt hast.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Versions</source>
            <translation>Versionen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Waking the model</source>
            <translation>Das Modell wacht auf</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Walk back</source>
            <translation>Rückwärts gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Walk faster</source>
            <translation>Schneller gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Walk forward</source>
            <translation>Vorwärts gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>Walk of {day}, {clock}</source>
            <translation>Weg vom {day}, {clock}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>Walk through the sample palace</source>
            <translation>Durch den Beispielpalast gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Walk up to a niche or pedestal and look at it.</source>
            <translation>Geh zu einer Nische oder einem Sockel und sieh dorthin.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>Walk: W A S D, and drag to look about</source>
            <translation>Gehen: W A S D, und ziehen, um sich umzusehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Walking</source>
            <translation>Gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>Ways through your palace</source>
            <translation>Wege durch deinen Palast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>West gallery</source>
            <translation>Westgalerie</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>What a source brings from now on goes where it fits, or to the place you choose. What stands stays where it is.</source>
            <translation>Was eine Quelle von jetzt an bringt, geht dorthin, wo es passt, oder an den Ort, den du wählst. Was steht, bleibt, wo es ist.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>What an agent remembers</source>
            <translation>Was ein Agent sich merkt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>What can be done</source>
            <translation>Was sich tun lässt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>What changes in a folder that you follow comes in by itself while the window is open: edits are revisions, a renamed file keeps its place, and what is gone is kept and marked.</source>
            <translation>Was sich in einem Ordner ändert, dem du folgst, kommt von selbst herein, solange das Fenster offen ist: Änderungen werden Fassungen, eine umbenannte Datei behält ihren Platz, und was fort ist, wird behalten und gekennzeichnet.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What comes to mind with it, over links, threads, names and likeness</source>
            <translation>Was einem dazu in den Sinn kommt, über Verweise, Fäden, Namen und Ähnlichkeit</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What comes to mind with this</source>
            <translation>Was mir dazu in den Sinn kommt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>What else do I have on this</source>
            <translation>Was habe ich sonst dazu</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/welcome.py"></location>
            <source>What else do I have on this: F3</source>
            <translation>Was habe ich sonst dazu: F3</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What else there is on the same thing, older and newer</source>
            <translation>Was es sonst zum selben Thema gibt, älter und neuer</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What else there is on this</source>
            <translation>Was es sonst dazu gibt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>What has arrived stays</source>
            <translation>Was angekommen ist, bleibt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>What hour it is in the palace.</source>
            <translation>Welche Stunde es im Palast ist.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>What is followed is not known</source>
            <translation>Es ist nicht bekannt, welchen Ordnern gefolgt wird</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>What is held back could not be read</source>
            <translation>Was zurückgehalten wird, ließ sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/held.py"></location>
            <source>What is held back for a secret in it</source>
            <translation>Was wegen eines Geheimnisses zurückgehalten wird</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>What is held back…</source>
            <translation>Was zurückgehalten wird …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>What is here no search finds and no room shows. Nothing of it is lost: it comes back whole, each thing to its own place.</source>
            <translation>Was hier ist, findet keine Suche und zeigt kein Zimmer. Nichts davon ist verloren: Es kommt unversehrt zurück, jedes Ding an seinen eigenen Platz.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>What is like the thing you are reading counts more, and a little what stands near you or on the way you came.</source>
            <translation>Was dem ähnlich ist, was du liest, zählt mehr, und ein wenig auch, was nah bei dir oder an deinem Weg steht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>What is new could not be found</source>
            <translation>Das Neue ließ sich nicht finden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>What is out of reach</source>
            <translation>Was außer Reichweite ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>What is out of reach could not be read</source>
            <translation>Was außer Reichweite ist, ließ sich nicht lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>What is out of reach…</source>
            <translation>Was außer Reichweite ist …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>What is said at this stop</source>
            <translation>Was an diesem Halt gesagt wird</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>What is said at this stop, when the route is a tour</source>
            <translation>Was an diesem Halt gesagt wird, wenn der Weg ein Rundgang ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <location filename="../../palace/desktop/writing/editor.py"></location>
            <source>What is there now</source>
            <translation>Was jetzt da ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>What is this way called?</source>
            <translation>Wie heißt dieser Weg?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What links here</source>
            <translation>Was hierher verweist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>What moves</source>
            <translation>Was sich bewegt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>What should “{name}” be called?</source>
            <translation>Wie soll „{name}“ heißen?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What stands in the same room</source>
            <translation>Was im selben Zimmer steht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>What this source brings goes to “{place}” from now on.</source>
            <translation>Was diese Quelle bringt, geht von jetzt an nach „{place}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>What this source brings goes where it fits again.</source>
            <translation>Was diese Quelle bringt, geht wieder dorthin, wo es passt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>What to look through</source>
            <translation>Was durchzusehen ist</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>What was said stays as it was said. N writes a note of your own.</source>
            <translation>Was gesagt wurde, bleibt, wie es gesagt wurde. N schreibt eine eigene Notiz.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>What was said stays as it was said. Write a note of your own beside it.</source>
            <translation>Was gesagt wurde, bleibt, wie es gesagt wurde. Schreib eine eigene Notiz daneben.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>What was said stays as it was said; N writes a note of your own</source>
            <translation>Was gesagt wurde, bleibt, wie es gesagt wurde; N schreibt eine eigene Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>What would move</source>
            <translation>Was sich bewegen würde</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>What you discussed</source>
            <translation>Worüber du gesprochen hast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>What you see</source>
            <translation>Was du siehst</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>What you were writing could not be kept</source>
            <translation>Was du geschrieben hast, ließ sich nicht aufheben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/editor.py"></location>
            <source>What you write</source>
            <translation>Was du schreibst</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>What you wrote could not be kept yet</source>
            <translation>Was du geschrieben hast, ließ sich noch nicht behalten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>What you wrote is safe; Ctrl+E on its page goes on with it.</source>
            <translation>Was du geschrieben hast, ist sicher; Strg+E auf seiner Seite schreibt daran weiter.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>What you wrote is safe; N goes on with it.</source>
            <translation>Was du geschrieben hast, ist sicher; N schreibt daran weiter.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>What “{title}” was before</source>
            <translation>Was „{title}“ früher war</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Whatever is tidied, it stays here; click to unpin it</source>
            <translation>Was auch aufgeräumt wird, es bleibt hier; ein Klick löst es</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/widgets/key_names.py"></location>
            <source>Wheel</source>
            <comment>a key, or what the mouse does</comment>
            <translation>Rad</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>When I enter a place</source>
            <translation>Wenn ich einen Ort betrete</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>When it was replaced</source>
            <translation>Wann sie ersetzt wurde</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Where I stand counts</source>
            <translation>Wo ich stehe, zählt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/lists.py"></location>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>Where it came from</source>
            <translation>Woher es kam</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Where it fits</source>
            <translation>Wohin es passt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>Where should what “{source}” brings go?</source>
            <translation>Wohin soll gehen, was „{source}“ bringt?</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>Where sources go</source>
            <translation>Wohin Quellen gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/actions.py"></location>
            <source>Where sources go…</source>
            <translation>Wohin Quellen gehen …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Where this goes…</source>
            <translation>Wohin dies geht …</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Which text should it be? The other one stays among the earlier texts.</source>
            <translation>Welche Fassung soll es sein? Die andere bleibt unter den früheren.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Wider sees more and bends the edges.</source>
            <translation>Weiter sieht mehr und biegt die Ränder.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>Wings have colours</source>
            <translation>Flügel haben Farben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>With this you have moved in: the places stay from now on.</source>
            <translation>Damit bist du eingezogen: Die Plätze bleiben von jetzt an.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>Without it a double click does.</source>
            <translation>Ohne dies tut es ein Doppelklick.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>Without keys it stays in its menu.</source>
            <translation>Ohne Tasten bleibt es in seinem Menü.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>Words can be searched</source>
            <translation>Wörter lassen sich suchen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>Words find already; the rest waits: {waiting}</source>
            <translation>Wörter finden schon; der Rest wartet: {waiting}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>Write a note</source>
            <translation>Eine Notiz schreiben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>Writing</source>
            <translation>Schreiben</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>You</source>
            <translation>Du</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/corner_map.py"></location>
            <source>You are in no room</source>
            <translation>Du bist in keinem Zimmer</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/corner_map.py"></location>
            <source>You are in {place}</source>
            <translation>Du bist in {place}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/signs.py"></location>
            <source>You are in {place}. {detail}</source>
            <translation>Du bist in {place}. {detail}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>You began this before; here it is.</source>
            <translation>Das hast du früher begonnen; hier ist es.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>You can go on; nothing waits for this.</source>
            <translation>Mach ruhig weiter; nichts wartet hierauf.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>You have moved in. Everything keeps its place from now on.</source>
            <translation>Du bist eingezogen. Alles behält von jetzt an seinen Platz.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>You have moved in: its plan stays.</source>
            <translation>Du bist eingezogen: Sein Plan bleibt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>You live here already.</source>
            <translation>Du wohnst schon hier.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>You stopped it; what had arrived stays, and importing again goes on.</source>
            <translation>Du hast angehalten; was angekommen war, bleibt, und ein neuer Import macht weiter.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>Your notes and chats become objects in rooms you can walk through. Each keeps its place, so you can find it again.</source>
            <translation>Deine Notizen und Chats werden Dinge in Zimmern, durch die du gehen kannst. Jedes behält seinen Platz, damit du es wiederfindest.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>Your own note</source>
            <translation>Eigene Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/filters.py"></location>
            <source>Your own notes</source>
            <translation>Deine eigenen Notizen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>Your settings</source>
            <translation>Deine Einstellungen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/markdown.py"></location>
            <source>[picture: {name}]</source>
            <translation>[Bild: {name}]</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>a JSON web token</source>
            <translation>ein JSON-Web-Token</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>a book; its pages are the note's sections</source>
            <translation>ein Buch; seine Blätter sind die Abschnitte der Notiz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>a branch you left</source>
            <translation>ein Zweig, den du verlassen hast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>a card for two weeks: a click follows what went</source>
            <translation>ein Schild für zwei Wochen: ein Klick folgt dem, was ging</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>a free place</source>
            <translation>ein freier Platz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>a password</source>
            <translation>ein Passwort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>a password in an address</source>
            <translation>ein Passwort in einer Adresse</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>a private key</source>
            <translation>ein privater Schlüssel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>a room of its own</source>
            <translation>ein eigenes Zimmer</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>a {maker} key</source>
            <translation>ein Schlüssel von {maker}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>a {maker} token</source>
            <translation>ein Token von {maker}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>about {time} left</source>
            <translation>noch etwa {time}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>after it</source>
            <translation>danach</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>all keys</source>
            <translation>alle Tasten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>an import</source>
            <translation>ein Import</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>an urn; a topic of a chat, its exchanges in it</source>
            <translation>eine Urne; ein Thema eines Chats, darin Frage und Antwort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>an {maker} key</source>
            <translation>ein Schlüssel von {maker}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>an {maker} token</source>
            <translation>ein Token von {maker}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>back to walking</source>
            <translation>wieder gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>back to where I stood</source>
            <translation>zurück, wo ich stand</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>before it</source>
            <translation>davor</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>being planned</source>
            <translation>wird geplant</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>by an import</source>
            <translation>durch einen Import</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>by {names}</source>
            <translation>über {names}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>carry a thing</source>
            <translation>ein Ding tragen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/commands/palette.py"></location>
            <source>close</source>
            <translation>schließen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/overlays/legend.py"></location>
            <source>crystals; single facts from a program's memory</source>
            <translation>Kristalle; einzelne Tatsachen aus dem Gedächtnis eines Programms</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>d MMM yyyy</source>
            <comment>a date or time as Qt's QLocale writes it</comment>
            <translation>d. MMM yyyy</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>d MMMM yyyy</source>
            <comment>a date or time as Qt's QLocale writes it</comment>
            <translation>d. MMMM yyyy</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/commands/palette.py"></location>
            <source>do it</source>
            <translation>ausführen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>enter a room</source>
            <translation>ein Zimmer betreten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>find</source>
            <translation>finden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>followed  ·  {path}</source>
            <translation>wird gefolgt  ·  {path}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>from here</source>
            <translation>von hier</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>from the file {name}</source>
            <translation>aus der Datei {name}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>from {source}; its file is not changed</source>
            <translation>aus {source}; die Datei wird nicht geändert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>goes to the quarter “{name}”</source>
            <translation>geht in das Viertel „{name}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>goes to the room “{name}”</source>
            <translation>geht in das Zimmer „{name}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>goes to the wing “{name}”</source>
            <translation>geht in den Flügel „{name}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>goes where it fits</source>
            <translation>geht dorthin, wo es passt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>gone from its source</source>
            <translation>in der Quelle fort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>holds a secret</source>
            <translation>enthält ein Geheimnis</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>in its thread</source>
            <translation>in seinem Faden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>its like is there</source>
            <translation>seinesgleichen ist dort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>its source changed</source>
            <translation>die Quelle hat sie geändert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>just after</source>
            <translation>gleich danach</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>just before</source>
            <translation>kurz davor</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>look</source>
            <translation>schauen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>moves</source>
            <translation>geht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>nearer</source>
            <translation>näher</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>neighbours</source>
            <translation>Nachbarn</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>newer</source>
            <translation>neuer</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>niche {number}</source>
            <translation>Nische {number}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>no keys</source>
            <translation>keine Tasten</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>no locus yet</source>
            <translation>noch kein Platz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>not placed yet</source>
            <translation>noch ohne Platz</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>older</source>
            <translation>älter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>on your way to it</source>
            <translation>auf deinem Weg dorthin</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/first_run.py"></location>
            <source>or drop a folder or export file anywhere in this window</source>
            <translation>oder zieh einen Ordner oder Export irgendwo ins Fenster</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>part {part} of {parts}</source>
            <translation>Teil {part} von {parts}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>pedestal {number}</source>
            <translation>Sockel {number}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/outline/tree.py"></location>
            <source>pinned</source>
            <translation>angeheftet</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/spring.py"></location>
            <source>put away</source>
            <translation>weggelegt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <location filename="../../palace/desktop/outline/tree.py"></location>
            <source>quarter</source>
            <translation>Viertel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>read</source>
            <translation>lesen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/outline/tree.py"></location>
            <source>room</source>
            <translation>Zimmer</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>soon</source>
            <translation>bald</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>speaker</source>
            <translation>Sprecher</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>stays</source>
            <translation>bleibt</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>take me there</source>
            <translation>führ mich hin</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/desk.py"></location>
            <source>that day</source>
            <translation>am selben Tag</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>the sample palace</source>
            <translation>den Beispielpalast</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>thread</source>
            <translation>Faden</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>turn</source>
            <translation>drehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>undone</source>
            <translation>rückgängig gemacht</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>until {day}, {clock}</source>
            <translation>bis {day}, {clock}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>walk</source>
            <translation>gehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>what waits</source>
            <translation>was wartet</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/outline/tree.py"></location>
            <source>wing</source>
            <translation>Flügel</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>wing  ·  {n} free</source>
            <translation>Flügel  ·  {n} frei</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/rows.py"></location>
            <source>words</source>
            <translation>Wörter</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>yes, it stays there</source>
            <translation>ja, es bleibt dort</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/outline/tree.py"></location>
            <source>you are here</source>
            <translation>du bist hier</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/earlier.py"></location>
            <source>you changed it</source>
            <translation>du hast sie geändert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>{action}: {keys}; change</source>
            <translation>{action}: {keys}; ändern</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/command_process.py"></location>
            <source>{called} could not be started.</source>
            <translation>{called} ließ sich nicht starten.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/command_process.py"></location>
            <source>{called} ended with code {code}.</source>
            <translation>{called} endete mit Code {code}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{doing} {share} %</source>
            <translation>{doing} {share} %</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{done} of {n} items</source>
            <translation>
                <numerusform>{done} von {n} Stück</numerusform>
                <numerusform>{done} von {n} Stücken</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{done} of {n} objects</source>
            <translation>
                <numerusform>{done} von {n} Ding</numerusform>
                <numerusform>{done} von {n} Dingen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{done} of {n} passages</source>
            <translation>
                <numerusform>{done} von {n} Textstelle</numerusform>
                <numerusform>{done} von {n} Textstellen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{file} could not be written ({reason}); nothing was changed.</source>
            <translation>{file} ließ sich nicht schreiben ({reason}); nichts wurde geändert.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{file} is not in UTF-8 and was left as it is; save it as UTF-8 to have it changed from here.</source>
            <translation>{file} ist nicht in UTF-8 und blieb, wie sie ist; speichere sie als UTF-8, um sie von hier zu ändern.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{file} was changed since it was read.</source>
            <translation>{file} wurde geändert, seit sie gelesen wurde.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{folder} holds other files and no palace; name an empty or new folder with --palace.</source>
            <translation>{folder} enthält andere Dateien und keinen Palast; nenn mit --palace einen leeren oder neuen Ordner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{folder} holds other things and no palace; name another folder.</source>
            <translation>{folder} enthält anderes und keinen Palast; nenn einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{folder} is a file; a palace needs a folder of its own.</source>
            <translation>{folder} ist eine Datei; ein Palast braucht einen eigenen Ordner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{folder} is on a network drive ({kind}), where SQLite cannot keep a palace safe; choose a folder on this computer.</source>
            <translation>{folder} liegt auf einem Netzlaufwerk ({kind}), wo SQLite einen Palast nicht sicher halten kann; wähl einen Ordner auf diesem Rechner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{folder} lies inside {part}, which copies files while they are written and would damage the palace; keep it in a folder on this computer and export to {there} instead.</source>
            <translation>{folder} liegt in {part}, das Dateien kopiert, während sie geschrieben werden, und den Palast beschädigen würde; leg ihn in einen Ordner auf diesem Rechner und exportiere stattdessen nach {there}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/outline/tree.py"></location>
            <source>{kind} {name}</source>
            <translation>{kind} {name}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>{known} of {n} passages are known by meaning.</source>
            <translation>
                <numerusform>{known} von {n} Textstelle ist nach Bedeutung bekannt.</numerusform>
                <numerusform>{known} von {n} Textstellen sind nach Bedeutung bekannt.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>{name} comes next.</source>
            <translation>{name} kommt als Nächstes.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{name} does not begin as an export of Palace does; export again.</source>
            <translation>{name} beginnt nicht wie ein Export von Palace; exportiere noch einmal.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{name} was written by a later version of Palace; update the program.</source>
            <translation>{name} wurde von einer späteren Version von Palace geschrieben; aktualisiere das Programm.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>{name}, here and in its file</source>
            <translation>{name}, hier und in ihrer Datei</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>{number} h</source>
            <comment>hours</comment>
            <translation>{number} h</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/tr.py"></location>
            <source>{number}%</source>
            <comment>a share</comment>
            <translation>{number} %</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{n} a second</source>
            <translation>{n} je Sekunde</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} added</source>
            <translation>{n} neu</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>{n} free</source>
            <translation>{n} frei</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} gone there</source>
            <translation>{n} dort fort</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{n} items</source>
            <translation>
                <numerusform>{n} Stück</numerusform>
                <numerusform>{n} Stücke</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} items looked at in {time}.</source>
            <translation>
                <numerusform>{n} Stück in {time} angesehen.</numerusform>
                <numerusform>{n} Stücke in {time} angesehen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} items would be revised.</source>
            <translation>
                <numerusform>{n} Stück würde eine neue Fassung bekommen.</numerusform>
                <numerusform>{n} Stücke würden eine neue Fassung bekommen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} items would come in.</source>
            <translation>
                <numerusform>{n} Stück käme herein.</numerusform>
                <numerusform>{n} Stücke kämen herein.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} items.</source>
            <translation>
                <numerusform>{n} Stück.</numerusform>
                <numerusform>{n} Stücke.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} left out</source>
            <translation>{n} ausgelassen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>{n} min</source>
            <comment>minutes</comment>
            <translation>{n} min</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/wording.py"></location>
            <source>{n} objects</source>
            <translation>
                <numerusform>{n} Ding</numerusform>
                <numerusform>{n} Dinge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{n} passages</source>
            <translation>
                <numerusform>{n} Textstelle</numerusform>
                <numerusform>{n} Textstellen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} problem</source>
            <translation>{n} mit Problem</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>{n} results</source>
            <translation>
                <numerusform>{n} Ergebnis</numerusform>
                <numerusform>{n} Ergebnisse</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/wording.py"></location>
            <source>{n} rooms</source>
            <translation>
                <numerusform>{n} Zimmer</numerusform>
                <numerusform>{n} Zimmer</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/wording.py"></location>
            <source>{n} s</source>
            <comment>seconds</comment>
            <translation>{n} s</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/touring/dialogs.py"></location>
            <source>{n} stops</source>
            <translation>
                <numerusform>{n} Halt</numerusform>
                <numerusform>{n} Halte</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>{n} that were there already</source>
            <translation>
                <numerusform>{n}, das schon da war</numerusform>
                <numerusform>{n}, die schon da waren</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>{n} things</source>
            <translation>
                <numerusform>{n} Ding</numerusform>
                <numerusform>{n} Dinge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>{n} things came in from folders that you follow.</source>
            <translation>
                <numerusform>{n} Ding kam aus Ordnern herein, denen du folgst.</numerusform>
                <numerusform>{n} Dinge kamen aus Ordnern herein, denen du folgst.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>{n} things stand with what they are most like now.</source>
            <translation>
                <numerusform>{n} Ding steht jetzt bei dem, was ihm am ähnlichsten ist.</numerusform>
                <numerusform>{n} Dinge stehen jetzt bei dem, was ihnen am ähnlichsten ist.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>{n} things would go to what they are most like: {new} of {came} that came since the last time, {old} of {stood} that stood before. What is pinned or often read stays. Take the tick from a line to leave it where it is.</source>
            <translation>
                <numerusform>{n} Ding ginge zu dem, was ihm am ähnlichsten ist: {new} von {came}, die seit dem letzten Mal kamen, {old} von {stood}, die vorher standen. Was angeheftet ist oder oft gelesen wird, bleibt. Nimm den Haken von einer Zeile, um es zu lassen, wo es ist.</numerusform>
                <numerusform>{n} Dinge gingen zu dem, was ihnen am ähnlichsten ist: {new} von {came}, die seit dem letzten Mal kamen, {old} von {stood}, die vorher standen. Was angeheftet ist oder oft gelesen wird, bleibt. Nimm den Haken von einer Zeile, um es zu lassen, wo es ist.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} unchanged</source>
            <translation>{n} unverändert</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/report.py"></location>
            <source>{n} updated</source>
            <translation>{n} geändert</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/wording.py"></location>
            <source>{n} wings</source>
            <translation>
                <numerusform>{n} Flügel</numerusform>
                <numerusform>{n} Flügel</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/workbench.py"></location>
            <source>{objects} in {rooms} of {wings}.</source>
            <translation>{objects} in {rooms}, {wings}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/reader/panel.py"></location>
            <source>{part} of {n} parts</source>
            <translation>
                <numerusform>{part} von {n} Teil</numerusform>
                <numerusform>{part} von {n} Teilen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{path} is a database of something else; name another folder with --palace.</source>
            <translation>{path} ist eine Datenbank von etwas anderem; nenn mit --palace einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{path} is neither a file nor a folder.</source>
            <translation>{path} ist weder eine Datei noch ein Ordner.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{path} {reason}; `palace formats` lists what can be, and with `--as FORMAT` you say yourself what it is.</source>
            <translation>{path} {reason}; `palace formats` zählt auf, was geht, und mit `--as FORMAT` sagst du selbst, was es ist.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/visit.py"></location>
            <source>{place} — Palace</source>
            <translation>{place} — Palace</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>{quarter}: court</source>
            <translation>{quarter}: Hof</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>{results} · first {share} likely</source>
            <translation>{results} · das erste zu {share} richtig</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>{sentence} What had arrived before is safe.</source>
            <translation>{sentence} Was vorher angekommen war, ist sicher.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/settings.py"></location>
            <source>{setting} cannot be {value}</source>
            <translation>{setting} kann nicht {value} sein</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/card.py"></location>
            <source>{share} %</source>
            <translation>{share} %</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/commands/palette.py"></location>
            <location filename="../../palace/desktop/search/card.py"></location>
            <source>{shown} of {total}</source>
            <translation>{shown} von {total}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>{spot}: change places with “{title}”</source>
            <translation>{spot}: Platz tauschen mit „{title}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/dialogs.py"></location>
            <source>{spot}: free</source>
            <translation>{spot}: frei</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/tidying.py"></location>
            <source>{title}. From {old} to {new}, for {reason}</source>
            <translation>{title}. Von {old} nach {new}, denn: {reason}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>{tour}  ·  {number} of {all}</source>
            <translation>{tour}  ·  {number} von {all}</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>{what} cannot be looked at</source>
            <translation>{what}: lässt sich nicht ansehen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>{what} could not be imported</source>
            <translation>{what}: der Import ist nicht gelungen</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/dialogs.py"></location>
            <source>“{action}” has these keys now; it would lose them.</source>
            <translation>„{action}“ hat jetzt diese Tasten; es verlöre sie.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{change}” has been changed since; look before undoing it.</source>
            <translation>„{change}“ ist seither geändert worden; sieh nach, bevor du es rückgängig machst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{name}:{value}” is no date; write a year, a month or a day: {year}, {month} or {day}.</source>
            <translation>„{name}:{value}“ ist kein Datum; schreib ein Jahr, einen Monat oder einen Tag: {year}, {month} oder {day}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/desk.py"></location>
            <source>“{name}”</source>
            <translation>„{name}“</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>“{name}” came in.</source>
            <translation>„{name}“ ist hereingekommen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/opening.py"></location>
            <source>“{name}” cannot be opened: {reason}.</source>
            <translation>„{name}“ lässt sich nicht öffnen: {reason}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>“{name}” ends here.</source>
            <translation>„{name}“ endet hier.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>“{name}” is followed no longer; what came from there stays.</source>
            <translation>„{name}“ wird nicht mehr gefolgt; was von dort kam, bleibt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>“{name}” is followed.</source>
            <translation>„{name}“ wird gefolgt.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>“{name}” is gone; it is kept.</source>
            <translation>„{name}“ ist fort; es wird behalten.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/reader/opening.py"></location>
            <source>“{name}” is kept, but files of its kind are not opened from here.</source>
            <translation>„{name}“ ist behalten, aber Dateien dieser Art werden von hier nicht geöffnet.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/touring/desk.py"></location>
            <source>“{name}” is marked.</source>
            <translation>„{name}“ hat ein Lesezeichen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/importing/following.py"></location>
            <source>“{name}” was revised.</source>
            <translation>„{name}“ hat eine neue Fassung.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{name}…” has {number} characters; a sign has room for {most}.</source>
            <translation>„{name}…“ hat {number} Zeichen; ein Schild hat Raum für {most}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{room}” has no places.</source>
            <translation>„{room}“ hat keine Plätze.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{room}” has the places {first} to {last}.</source>
            <translation>„{room}“ hat die Plätze {first} bis {last}.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/carrying.py"></location>
            <source>“{room}” is full</source>
            <translation>„{room}“ ist voll</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{room}” is full; choose another room, or a number there and let the two change places.</source>
            <translation>„{room}“ ist voll; wähl ein anderes Zimmer, oder dort eine Nummer, und lass die beiden tauschen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” has been moved since; look before undoing it.</source>
            <translation>„{title}“ ist seither umgestellt worden; sieh nach, bevor du es rückgängig machst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>“{title}” is changed here and in its file.</source>
            <translation>„{title}“ ist geändert, hier und in der Datei.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>“{title}” is changed.</source>
            <translation>„{title}“ ist geändert.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <source>“{title}” is erased.</source>
            <translation>„{title}“ ist gelöscht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/writing/desk.py"></location>
            <source>“{title}” is kept.</source>
            <translation>„{title}“ ist aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/reach.py"></location>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” is out of reach; its place waits for it.</source>
            <translation>„{title}“ ist außer Reichweite; der Platz wartet.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>“{title}” may be tidied again.</source>
            <translation>„{title}“ darf wieder aufgeräumt werden.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” stands at number {number} of “{room}” (out of reach); choose another number, or let the two change places.</source>
            <translation>„{title}“ steht auf Nummer {number} von „{room}“ (außer Reichweite); wähl eine andere Nummer, oder lass die beiden tauschen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” stands at number {number} of “{room}” by now; look before undoing it.</source>
            <translation>„{title}“ steht inzwischen auf Nummer {number} von „{room}“; sieh nach, bevor du es rückgängig machst.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>“{title}” stands at number {number} of “{room}” now.</source>
            <translation>„{title}“ steht jetzt auf Nummer {number} von „{room}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” stands at number {number} of “{room}”; choose another number, or let the two change places.</source>
            <translation>„{title}“ steht auf Nummer {number} von „{room}“; wähl eine andere Nummer, oder lass die beiden tauschen.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” stands in “{room}” already; say which number it should have.</source>
            <translation>„{title}“ steht schon in „{room}“; sag, welche Nummer es haben soll.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” stands there already.</source>
            <translation>„{title}“ steht schon dort.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>“{title}” stays where it stands.</source>
            <translation>„{title}“ bleibt, wo es steht.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/arranging/desk.py"></location>
            <source>“{title}” took its place in “{room}”.</source>
            <translation>„{title}“ steht jetzt dafür in „{room}“.</translation>
        </message>
        <message>
            <location filename="../../palace/desktop/below.py"></location>
            <source>“{title}” was changed elsewhere while you wrote.</source>
            <translation>„{title}“ wurde anderswo geändert, während du geschrieben hast.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../palace/desktop/importing/process.py"></location>
            <source>“{title}”, {n} pages</source>
            <translation>
                <numerusform>„{title}“, {n} Seite</numerusform>
                <numerusform>„{title}“, {n} Seiten</numerusform>
            </translation>
        </message>
    </context>
</TS>
