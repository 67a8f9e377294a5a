"""What a folder was recognised as, in sentences."""

from revflow.recognise.result import FileMatch, Recognition
from revflow.texts import has, say


def why_not(match: FileMatch, language: str) -> str:
    """The sentence that says why a file is not read; '' where it is."""
    if not match.problem:
        return ""
    comma = say(language, "recognise.comma")
    return say(
        language,
        match.problem,
        file=match.file,
        system=match.system.get(language, ""),
        role=role_name(match.role, language),
        missing=comma.join(match.missing),
        matched=comma.join(match.matched[:6]),
    )


def of_file(match: FileMatch, language: str) -> str:
    """The same, beginning with the file's name."""
    return say(language, "recognise.of-file", file=match.file, words=why_not(match, language))


def role_name(role: str | None, language: str) -> str:
    """What a file of this role holds, in words."""
    key = f"recognise.role-{role}"
    return say(language, key) if has(key) else role or ""


def sentences(recognition: Recognition, language: str) -> list[str]:
    """What each file was taken for, why not, and what is to be known of it: one sentence each."""
    about_files = [_sentence(match, language) for match in recognition.taken]
    return about_files + [say(language, key, **in_language(values, language)) for key, values in recognition.notes]


def in_language(values: dict, language: str) -> dict:
    """The values of a note; one may stand in every language."""
    return {name: value[language] if isinstance(value, dict) else value for name, value in values.items()}


def _sentence(match: FileMatch, language: str) -> str:
    if match.problem:
        return of_file(match, language)
    return say(
        language,
        _template(match),
        file=match.file,
        system=match.system[language],
        role=role_name(match.role, language),
        matched=say(language, "recognise.comma").join(match.matched[:6]),
    )


def _template(match: FileMatch) -> str:
    if match.profile == "revflow":
        return "recognise.taken-canonical"
    if match.profile == "content":
        return "recognise.taken-content"
    return "recognise.taken-documented" if match.documented_only else "recognise.taken"
