import pytest

from stance.extraction.cues import CUE_NOUNS, CUE_TAGS, CUE_VERBS
from stance.extraction.names import FEMALE_NAMES, MALE_NAMES, TITLES
from stance.extraction.vocabulary import PUNCTUATION, TAGS


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        *(("said", "V"), ("says", "S"), ("saying", "G"), ("say", "B"), ("told", "V"), ("wrote", "V"), ("written", "V")),
        *(("slammed", "V"), ("begged", "V"), ("denies", "S"), ("denied", "V"), ("agreeing", "G"), ("urged", "V")),
        *(("worried", "V"), ("stresses", "S"), ("praising", "G"), ("foresaw", "V"), ("confident", "j")),
    ],
)
def test_forms_and_their_tags(form, tag):
    assert CUE_TAGS[form] == tag


def test_frames_and_particles_of_a_verb_are_merged():
    call, urge, told = CUE_VERBS["called"], CUE_VERBS["urges"], CUE_VERBS["told"]
    assert "o" in call.frames
    assert {"for", "on"} <= call.particles
    assert urge.addresses
    assert urge.speaks
    assert "i" in urge.frames
    assert told.is_clausal
    assert not CUE_VERBS["criticized"].is_clausal


def test_no_form_is_misspelt():
    assert not {"sayed", "slamed", "beged", "refered", "replyed", "agreeed"} & CUE_TAGS.keys()
    assert {"plea", "pleas", "promises", "accusations"} <= CUE_NOUNS.keys()
    assert CUE_NOUNS["calls"] == {"for"}


def test_a_word_of_the_closed_classes_has_one_tag_of_one_character():
    assert all(len(tag) == 1 for tag in (TAGS | PUNCTUATION | CUE_TAGS).values())
    assert TAGS["she"] == "s"
    assert PUNCTUATION["—"] == "-"


def test_first_names_are_of_one_gender_and_no_titles():
    assert not FEMALE_NAMES & MALE_NAMES - {"kelly", "robin", "alexis", "jean", "leslie"}
    assert not (FEMALE_NAMES | MALE_NAMES) & TITLES
