"""The part of the program that has the sound: choosing it, telling what it goes out by, and ending it."""

from __future__ import annotations

from textual.app import App
from textual.notifications import SeverityLevel

from stretchtui.context import Context
from stretchtui.cues.desk import SoundDesk
from stretchtui.domain.sound import Sound


class SoundedApp(App[None]):
    """A program with a sound desk, which its screens call cues out by."""

    context: Context
    desk: SoundDesk

    def warn_once(self, sentence: str, severity: SeverityLevel = "warning") -> None:
        """Tell something that matters, but only the first time it comes up."""
        raise NotImplementedError

    def set_up_sound(self, context: Context) -> None:
        """Make the desk, silent until the settings' sound is chosen."""
        folder = context.locations.state / "tones"
        self.desk = SoundDesk(context.config.sound_settings, folder, ring=self.bell, tell=self.warn_once)

    def choose_sound(self) -> None:
        """Call cues out as the settings say, and tell once when that cannot be."""
        if instead := self.desk.choose(self.context.config.sound):
            self.warn_once(instead)

    def action_next_sound(self) -> None:
        """Take the next of silent, chime and voice, and keep that."""
        ways = list(Sound)
        sound = ways[(ways.index(self.context.config.sound) + 1) % len(ways)]
        if error := self.context.change(sound=sound):
            self.notify(error, severity="warning", markup=False)
        self.take_up_sound()

    def take_up_sound(self) -> None:
        """Call cues out the way the settings say now, and tell by what."""
        config = self.context.config
        self.desk.adjust(config.sound_settings)
        instead = self.desk.choose(config.sound)
        by = "" if config.sound is Sound.SILENT else f", by {self.desk.using}"
        severity: SeverityLevel = "warning" if instead else "information"
        self.notify(instead or f"Sound: {config.sound.value}{by}", severity=severity, timeout=4, markup=False)

    async def on_unmount(self) -> None:
        """Leave no engine speaking and no process behind."""
        await self.desk.close()
