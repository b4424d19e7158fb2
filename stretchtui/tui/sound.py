"""The part of the program that has the sound: choosing it, telling what it goes out by, and ending it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.notifications import SeverityLevel
from textual.screen import Screen

from stretchtui.domain import limits
from stretchtui.domain.cycle import next_in
from stretchtui.domain.sound import Sound
from stretchtui.session.context import AppContext
from stretchtui.system import files
from stretchtui.tui.notices import NoticedApp
from stretchtui.words import sound as words

if TYPE_CHECKING:
    from stretchtui.cues.cue_output import CueOutput

TOLD_FILE = "sound-told"
"""Holds what was said last about the sound, so that it is not said every morning."""


class SoundedApp(NoticedApp):
    """An app with an output for cues, which its screens call them out by."""

    context: AppContext
    _instead: str | None = None

    def warn_once(self, sentence: str, severity: SeverityLevel = "warning") -> None:
        """Tell something that matters, but only the first time it comes up."""
        raise NotImplementedError

    @cached_property
    def cue_output(self) -> CueOutput:
        """What cues are called out by, as the settings say; made when it is first asked for."""
        from stretchtui.cues.cue_output import CueOutput

        config, folder = self.context.config, self.context.locations.state / "tones"
        output = CueOutput(config.sound_settings, folder, ring=self.bell, tell=self.warn_once)
        self._choose(output)
        return output

    def set_up_sound(self, first: Screen[Any]) -> None:
        """Choose the sound when the first screen is drawn; before, where its times or its notice depend on it."""
        if self.context.config.sound is Sound.VOICE or self.context.show_notice:
            self.choose_sound()
        else:
            first.call_after_refresh(self.choose_sound)

    def choose_sound(self) -> None:
        """Call cues out as the settings say, and tell when that cannot be.

        A voice that is missing is told at every start. That the bell stands in for chimes, which
        nobody needs to have chosen, is told the first time only. At the first start it is said with the
        wellness notice, so that it does not lie over it.
        """
        self.cue_output  # noqa: B018 - made by now
        instead = self._instead
        if not instead or not (self.context.config.sound is Sound.VOICE or self._is_news(instead)):
            return
        if self.context.show_notice:
            self.context.first_words = (instead,)
        else:
            self.warn_once(instead)

    def _choose(self, output: CueOutput) -> None:
        """Call cues out as the settings say; where there is no voice for it, what is told is told for reading."""
        self._instead = output.choose(self.context.config.sound)
        self.context.no_voice = not output.is_preferred

    def hush(self) -> None:
        """Be silent at once."""
        if "cue_output" in vars(self):
            self.cue_output.stop()

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
        self._choose(self.cue_output)
        told = self._instead or words.chosen(config.sound, self.cue_output.using)
        severity: SeverityLevel = "warning" if self._instead else "information"
        self.notify(told, severity=severity, timeout=4)

    async def on_unmount(self) -> None:
        """Leave no engine speaking and no process behind."""
        if "cue_output" in vars(self):
            await self.cue_output.close()
