import pytest

from stance.extraction.quotations import find_quotations
from stance.extraction.sentences import sentences
from stance.extraction.speech import find_candidates
from stance.extraction.words import read_words


def read(text):
    """Return source, cue and content of each candidate."""
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))

    def cut(span):
        return "" if span is None else text[words.start[span.start] : words.end[span.end - 1]]

    found = [candidate for sentence in sentences(words) for candidate in find_candidates(words, sentence)]
    return [(cut(one.source), cut(one.cue), " | ".join(map(cut, one.content))) for one in found]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ruiz said that it was over.", "Ruiz", "said", "that it was over"),
        ("Ruiz told reporters it was over.", "Ruiz", "told reporters", "it was over"),
        ('"We go," Ruiz said in Lima.', "Ruiz", "said", '"We go,"'),
        ('"We go," said Sen. Ana Ruiz.', "Sen. Ana Ruiz", "said", '"We go,"'),
        ('"We go," says the Pentagon, in a text.', "the Pentagon", "says", '"We go,"'),
        ('"We go," Ruiz said, "and we win."', "Ruiz", "said", '"We go," | "and we win."'),
        ('Ruiz, who was late, said: "We go."', "Ruiz", "said", '"We go."'),
        ("The plan was late, Ruiz said.", "Ruiz", "said", "The plan was late"),
        ("The plan, she said, is to go.", "she", "said", "The plan | is to go"),
        ("The plan was late, said Ruiz, a senator.", "Ruiz", "said", "The plan was late"),
        ("The plan was late, according to the court.", "the court", "according to", "The plan was late"),
        ("According to the court, the plan was late.", "the court", "According to", "the plan was late"),
        ("The plan was late, per the Pentagon.", "the Pentagon", "per", "The plan was late"),
        ("Ruiz firmly rejected any troops.", "Ruiz", "firmly rejected", "any troops"),
        ("Ruiz called for a ban.", "Ruiz", "called for", "a ban"),
        ("Ruiz has refused to say why.", "Ruiz", "has refused to say", "why"),
        ("Ruiz wants the army to leave.", "Ruiz", "wants", "the army to leave"),
        ("Ruiz is open to talks.", "Ruiz", "is open to", "talks"),
        ("Ruiz renewed his call for a ban.", "Ruiz", "renewed his call for", "a ban"),
        ("Ruiz's call for a ban drew crowds.", "Ruiz", "call for", "a ban"),
        ("The strikes were condemned by Ruiz.", "Ruiz", "were condemned by", "The strikes"),
        ("Washington's proposal suggests that troops go.", "Washington's", "suggests", "that troops go"),
        ("While Ruiz rejected the plan, the army left.", "Ruiz", "rejected", "the plan"),
        ("Some officials back drones, though few work.", "Some officials", "back", "drones"),
        ("Gen. Oakes, who opposes the war, left.", "who", "opposes", "the war"),
        ("Oakes says the plan is late.", "Oakes", "says", "the plan is late"),
        ("Jolly said the plan is late.", "Jolly", "said", "the plan is late"),
        ("Ana A. Ruiz said it was over.", "Ana A. Ruiz", "said", "it was over"),
        ("Several said the plan was late.", "Several", "said", "the plan was late"),
        ("One in four said the plan was late.", "One in four", "said", "the plan was late"),
        ("Critics, however, say the plan was late.", "Critics", "say", "the plan was late"),
        ("Officials, for instance, argue that it was late.", "Officials", "argue", "that it was late"),
        ("Critics - and friends - say the plan was late.", "Critics", "say", "the plan was late"),
        ("About 70 people left, officials said.", "officials", "said", "About 70 people left"),
        ("Two in three said they left.", "Two in three", "said", "they left"),
        ('Said Oakes, "We go now."', "Oakes", "Said", '"We go now."'),
        ('Ruiz said things "should be over."', "Ruiz", "said", 'things "should be over."'),
        ("The senator - who had left - said it was over.", "The senator", "said", "it was over"),
        ("On Tuesday Ruiz, 37, told a committee that it was over.", "Ruiz", "told a committee", "that it was over"),
        ("In Congress Sen. Ruiz, a hawk, backs the plan.", "Congress Sen. Ruiz", "backs", "the plan"),
        ("Her family said it was over.", "Her family", "said", "it was over"),
        (
            "Ruiz argued during Saturday's debate that it was over.",
            "Ruiz",
            "argued during Saturday's debate",
            "that it was over",
        ),
        ("Noting that the vote was late, Ruiz left.", "Ruiz", "Noting", "that the vote was late"),
        ("They bought what Ruiz said was a fake.", "Ruiz", "said", "what | was a fake"),
        ("The rules, which officials say could change, are new.", "officials", "say", "which | could change"),
        ("Ruiz denied knowing him.", "Ruiz", "denied", "knowing him"),
        ("Ruiz would like them to stay.", "Ruiz", "would like", "them to stay"),
        ("Ruiz is against the plan.", "Ruiz", "is against", "the plan"),
        ("Ruiz stressed the need for troops.", "Ruiz", "stressed", "the need for troops"),
        ("The vote was late; the army, Ruiz said, was not.", "Ruiz", "said", "the army | was not"),
        ('Ruiz called the plan "a mess," a phrase he likes.', "Ruiz", "called", 'the plan "a mess,"'),
        (
            "Ruiz said that in little things, the army was late.",
            "Ruiz",
            "said",
            "that in little things, the army was late",
        ),
        ("Ruiz praised Oakes, a general.", "Ruiz", "praised", "Oakes"),
        ("Ruiz opposes the plan but is open to talks.", "Ruiz", "opposes", "the plan"),
        ("The vote was late, said Oakes, an aide who had left.", "Oakes", "said", "The vote was late"),
        ("It was late, said another.", "another", "said", "It was late"),
        ("It was late, he said, and has cost lives.", "he", "said", "It was late | and has cost lives"),
        ("It was up to them, he said, to stop the war.", "he", "said", "It was up to them | to stop the war"),
        ("Critics like Oakes say the plan was late.", "Critics like Oakes", "say", "the plan was late"),
        ("And Dan Drake reports that it was over.", "Dan Drake", "reports", "that it was over"),
        ("Activists from the north say they left.", "Activists from the north", "say", "they left"),
        (
            "Former and current aides who met the Fed said it was late.",
            "Former and current aides",
            "said",
            "it was late",
        ),
        ("A third of voters, 33%, say it was late.", "A third of voters", "say", "it was late"),
        ("Nearly half of the voters say it was late.", "half of the voters", "say", "it was late"),
        ("More than 60 generals said it was late.", "60 generals", "said", "it was late"),
        ("The rules, which the army says are late, are new.", "the army", "says", "which | are late"),
        ("The F.B.I. has said it was late.", "The F.B.I.", "has said", "it was late"),
        ("Ruiz and Oakes have both said it was late.", "Ruiz and Oakes", "have both said", "it was late"),
        ("Oakes says cut the army.", "Oakes", "says", "cut the army"),
        ("They've said it was late.", "They", "'ve said", "it was late"),
        ('"It was late," says a man involved in it.', "a man", "says", '"It was late,"'),
        ('"Was it late?" he tweeted when they left.', "he", "tweeted", '"Was it late?"'),
        ('On "The Late Hour Show," Ruiz said it was over.', "Ruiz", "said", "it was over"),
        ('Asked what he wanted, Ruiz said, "It is over now."', "Ruiz", "said", '"It is over now."'),
        ('Ruiz tweeted, "Over now" on Friday.', "Ruiz", "tweeted", '"Over now" on Friday'),
        (
            'He said that it "is all over," and that they left.',
            "He",
            "said",
            'that it "is all over," and that they left',
        ),
        ("It was late, Ruiz said in a message to the group.", "Ruiz", "said", "It was late"),
        ("It was late, Ruiz said last August.", "Ruiz", "said", "It was late"),
        ("Ruiz spoke openly about the war.", "Ruiz", "spoke openly about", "the war"),
        ("Ruiz went on to explain why they left.", "Ruiz", "went on to explain", "why they left"),
        ("As reported by the Gazette, it was late.", "the Gazette", "As reported by", "it was late"),
        ("Ruiz says despite the cost, they go.", "Ruiz", "says", "despite the cost, they go"),
        ("Ruiz said that if they leave, the army wins.", "Ruiz", "said", "that if they leave, the army wins"),
        ("Ruiz said that", "Ruiz", "said", "that"),
        ("They won, he said, because the army came.", "he", "said", "They won | because the army came"),
        ("Ruiz, who joked about the war, declined a talk.", "who", "joked about", "the war"),
        ("Ruiz said it was late - and Oakes has left.", "Ruiz", "said", "it was late"),
        ("Ruiz said it was late, while others left.", "Ruiz", "said", "it was late"),
        ("Ruiz described how Oakes, as a general, left.", "Ruiz", "described", "how Oakes, as a general, left"),
        ("Ruiz was asked on Monday whether it was late.", "", "was asked on Monday", "whether it was late"),
        ("Ruiz was asked by a caller whether it was late.", "a caller", "was asked by", "whether it was late"),
        ("Hours later, Ruiz left, saying it was late.", "Ruiz", "saying", "it was late"),
        ("Ruiz wrote a letter to Oakes saying it was late.", "Ruiz", "saying", "it was late"),
        ("Ruiz sent a letter this week saying it was late.", "Ruiz", "saying", "it was late"),
        ("Ruiz is continuing to insist it was late.", "Ruiz", "is continuing to insist", "it was late"),
        ("Ruiz is likely to say it was late.", "Ruiz", "is likely to say", "it was late"),
        ("Aides both stressed that it was late.", "Aides", "both stressed", "that it was late"),
        ("Collins says it was late.", "Collins", "says", "it was late"),
        ("Nearly half said they left.", "half", "said", "they left"),
        ("Ruiz now says, however, that it was late.", "Ruiz", "now says, however,", "that it was late"),
        ("It was late, as Ruiz noted.", "Ruiz", "noted", "It was late"),
        (
            "In the end, Ruiz said, union voters almost always end up there.",
            "Ruiz",
            "said",
            "In the end | union voters almost always end up there",
        ),
        (
            'Ruiz noted the army "is always late for all its wars."',
            "Ruiz",
            "noted",
            'the army "is always late for all its wars."',
        ),
        ("In addition to saying that it was late, Ruiz left.", "Ruiz", "saying", "that it was late"),
        ("The army reported a loss of 30 men.", "The army", "reported", "a loss of 30 men"),
        ("Voters said yes.", "Voters", "said", "yes"),
        ("Ruiz complained to the aides about the war.", "Ruiz", "complained to the aides about", "the war"),
        ("Ruiz has since said it was late.", "Ruiz", "has since said", "it was late"),
        ("Ruiz said Monday's vote was late.", "Ruiz", "said", "Monday's vote was late"),
        (
            "Ruiz said in Salem, Oregon on Monday that it was late.",
            "Ruiz",
            "said in Salem, Oregon on Monday",
            "that it was late",
        ),
        ('The sign read "We go home now."', "The sign", "read", '"We go home now."'),
        ("Ruiz made a call for a ban.", "Ruiz", "made a call for", "a ban"),
        ("The goal, says Ana Ruiz, head of the army, is peace.", "Ana Ruiz", "says", "The goal | is peace"),
        ("Troops left, but some stayed, said Ana Ruiz, an aide.", "Ana Ruiz", "said", "Troops left, but some stayed"),
    ],
)
def test_one_attribution(text, source, cue, content):
    assert (source, cue, content) in read(text)


def test_a_second_verb_and_a_participle_share_the_subject():
    found = read("Ruiz read the bill, praised the army and slammed the vote, adding that it was late.")
    assert [(source, content) for source, _, content in found] == [
        *(("Ruiz", "the army"), ("Ruiz", "the vote"), ("Ruiz", "that it was late"))
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ruiz said that Oakes said he wants a ban.", "Ruiz"),
        ("The poll found that half of the voters said they left.", "The poll"),
        ('"We go," Oakes said on Monday, according to the court.', "the court"),
    ],
)
def test_what_stands_inside_speech_is_a_part_of_it(text, source):
    assert [source for source, _, _ in read(text)] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Lee would hold talks if he wanted a ban.",
        "It is not clear whether they go.",
        "The firm maintained a secret office.",
        "Its comments in Maine were late.",
        "The call came late.",
        "The company added 300 jobs.",
        "A firm called Apex failed.",
        "You want a ban.",
        "He made statements that were late.",
        "He left.",
        "He read the bill, and the war continued.",
        "Ruiz has seen the troops.",
        "Ruiz knows the town.",
        "Ruiz is sure to win.",
        "The candidates backed by Ruiz left.",
        "As talks continue, the army is late.",
        "Ruiz spoke for 40 minutes.",
        "He gave his support to Smith.",
        "A man who wants a ban left.",
    ],
)
def test_no_attribution(text):
    assert read(text) == []
