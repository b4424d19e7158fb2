"""The part of the program that has the sound: choosing it, telling what it goes out by, and ending it."""

from __future__ import annotations

from textual.notifications import SeverityLevel

from stretchtui.cues.cue_output import CueOutput
from stretchtui.domain import limits
from stretchtui.domain.cycle import next_in
from stretchtui.domain.sound import Sound
from stretchtui.session.context import AppContext
from stretchtui.system import files
from stretchtui.tui.notices import NoticedApp
from stretchtui.words import sound as words

TOLD_FILE = "sound-told"
"""Holds what was said last about the sound, so that it is not said every morning."""


class SoundedApp(NoticedApp):
    """An app with an output for cues, which its screens call them out by."""

    context: AppContext
    cue_output: CueOutput

    def warn_once(self, sentence: str, severity: SeverityLevel = "warning") -> None:
        """Tell something that matters, but only the first time it comes up."""
        raise NotImplementedError

    def set_up_sound(self, context: AppContext) -> None:
        """Make the output, silent until the settings' sound is chosen."""
        folder = context.locations.state / "tones"
        self.cue_output = CueOutput(context.config.sound_settings, folder, ring=self.bell, tell=self.warn_once)

    def choose_sound(self) -> None:
        """Call cues out as the settings say, and tell when that cannot be.

        A voice that is missing is told at every start. That the bell stands in for chimes, which
        nobody needs to have chosen, is told the first time only. At the first start it is said with the
        wellness notice, so that it does not lie over it.
        """
        sound = self.context.config.sound
        instead = self._choose(sound)
        if not instead or not (sound is Sound.VOICE or self._is_news(instead)):
            return
        if self.context.show_notice:
            self.context.first_words = (instead,)
        else:
            self.warn_once(instead)

    def _choose(self, sound: Sound) -> str | None:
        """Call cues out this way, and let what is told be told for reading where there is no voice for it."""
        instead = self.cue_output.choose(sound)
        self.context.no_voice = not self.cue_output.is_preferred
        return instead

    def _is_news(self, sentence: str) -> bool:
        """Tell whether a sentence is another than the last time, and note it; without a place to note it, it is."""
        path = self.context.locations.state / TOLD_FILE
        try:
            if files.look(path) is not None and files.read(path, limits.NOTE_BYTES) == sentence.encode():
                return False
            files.make_folder(path.parent)
            files.write(path, sentence.encode())
        except (OSError, ValueError):
            pass
        return True

    def action_next_sound(self) -> None:
        """Take the next of silent, chime and voice, and keep that."""
        sound = next_in(Sound, self.context.config.sound)
        if error := self.context.change(sound=sound):
            self.notify(error, severity="warning")
        self.take_up_sound()

    def take_up_sound(self) -> None:
        """Call cues out the way the settings say now, and tell by what."""
        config = self.context.config
        self.cue_output.configure(config.sound_settings)
        instead = self._choose(config.sound)
        told = instead or words.chosen(config.sound, self.cue_output.using)
        severity: SeverityLevel = "warning" if instead else "information"
        self.notify(told, severity=severity, timeout=4)

    async def on_unmount(self) -> None:
        """Leave no engine speaking and no process behind."""
        await self.cue_output.close()
