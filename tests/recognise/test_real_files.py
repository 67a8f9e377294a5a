"""Every real export that lies beside the checkout: each file alone and each folder, loaded or refused with the true reason."""

import json
import shutil
from pathlib import Path

import pytest

from revflow.commands.cli import main
from revflow.recognise import recognise
from revflow.workspace.rehearsal import rehearse
from tests.conftest import NOW, SHARED

EXPORTS = SHARED / "data" / "exports"
pytestmark = pytest.mark.skipif(not EXPORTS.exists(), reason="shared/data does not lie beside the checkout")
# What each file is, and why it is not read where it lies alone (None: it is).
ALONE = {
    "fivetran_hubspot/deal_data.csv": ("deal", "stage-empty"),
    "fivetran_hubspot/deal_pipeline_stage_data.csv": ("stage_list", "only-beside"),
    "fivetran_hubspot/deal_property_history_data.csv": ("field_history", "no-stage-changes"),
    "fivetran_hubspot/deal_stage_data.csv": ("deal_history", None),
    "salesforce_iso_bom/Campaign.csv": ("campaigns", "no-stages"),
    "salesforce_iso_bom/CampaignMember.csv": ("campaign_members", "only-beside"),
    "salesforce_iso_bom/Case.csv": ("cases", "no-stages"),
    "salesforce_iso_bom/Lead.csv": ("lead", None),
    "salesforce_iso_bom/Opportunity.csv": ("deal", None),
    "salesforce_iso_bom/Task.csv": ("activities", "only-beside"),
    "salesforce_weekly/OpportunityHistory.csv": ("deal_history", None),
    "salesforce_weekly/account.csv": ("accounts", "no-stages"),
    "salesforce_weekly/campaign.csv": ("campaigns", "no-stages"),
    "salesforce_weekly/lead.csv": ("lead", None),
    "salesforce_weekly/opportunity.csv": ("deal", None),
}


def test_no_file_was_forgotten():
    assert {str(path.relative_to(EXPORTS)) for path in EXPORTS.glob("*/*.csv")} == set(ALONE)


@pytest.mark.parametrize("file", ALONE)
def test_each_file_alone(file, tmp_path):
    shutil.copyfile(EXPORTS / file, tmp_path / Path(file).name)
    recognition = recognise(tmp_path)
    (taken,) = recognition.taken
    role, problem = ALONE[file]
    assert (taken.role, taken.problem, taken.used) == (
        role,
        problem and f"recognise.problem-{problem}",
        problem is None,
    )
    if problem is None:
        rehearsal = rehearse(tmp_path, recognition.mapping, recognition.model, NOW)
        assert (rehearsal.fault, rehearsal.unknown_labels, rehearsal.rejected) == (None, [], [])
        assert rehearsal.journeys > 0
    else:
        assert recognition.mapping == {}


def carried(folder: str, tmp_path: Path) -> Path:
    """A copy without what only RevFlow would know."""
    target = tmp_path / "company"
    target.mkdir()
    for path in (SHARED / "data" / folder).glob("*.*"):
        (target / path.name).symlink_to(path)
    return target


# What each folder loads to: journeys, entries into some stages, status of the verdict.
FOLDERS = {
    "exports/salesforce_weekly": (53, {"open_not_contacted": 22, "closed_won": 18, "disqualified": 4}, "insufficient"),
    "exports/salesforce_iso_bom": (110, {"new": 60, "qualified": 24, "closed_won": 12, "lost": 3}, "insufficient"),
    "exports/fivetran_hubspot": (58, {}, "insufficient"),
    "olist": (8000, {"lead": 8000, "closed_won": 842}, "insufficient"),
    "bpi2012": (13087, {"a_submitted": 13087, "a_preaccepted": 7367, "a_accepted": 5113, "a_activated": 2246}, None),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_each_folder_loads_and_is_judged(name, tmp_path, capsys):
    folder = carried(name, tmp_path)
    recognition = recognise(folder)
    journeys, stages, status = FOLDERS[name]
    rehearsal = rehearse(folder, recognition.mapping, recognition.model, NOW)
    assert (rehearsal.fault, rehearsal.unknown_labels, rehearsal.journeys) == (None, [], journeys)
    assert stages.items() <= dict(rehearsal.stages).items()
    assert main(["diagnose", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == (status or "none")


def test_a_history_with_one_moment_for_all_is_loaded_and_said(tmp_path):
    folder = carried("exports/salesforce_weekly", tmp_path)
    rehearsal = rehearse(folder, recognise(folder).mapping, recognise(folder).model, NOW)
    assert ("one-time-for-all", "unreliable") in {(finding, severity) for finding, severity, *_ in rehearsal.findings}
