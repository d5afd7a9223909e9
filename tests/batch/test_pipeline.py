from stance.batch import pipeline
from stance.errors import ArticleError
from stance.types import Article


def blocks_of(articles, state=lambda key, content: "new"):
    return list(pipeline.ArticlePipeline(state).blocks(articles))


def stream(n, copies=()):
    for number in range(n):
        yield Article(id=f"a{number}", text=f"text {dict(copies).get(number, number)}")


def test_place_in_the_stream_says_whether_there_is_much_to_do():
    ways = {article.id: block.many for block in blocks_of(stream(1200)) for article in block.work}
    assert [ways[f"a{number}"] for number in (0, 255, 256, 1199)] == [False, False, True, True]


def test_what_is_done_already_changes_neither_the_way_of_an_article_nor_the_parts():
    def ways_and_parts(state):
        ways, parts, part = {}, [], []
        for block in blocks_of(stream(2500, copies={600: 3, 2400: 1500}), state):
            ways |= {article.id: block.many for article in block.work}
            part += [item.article.id for item in block.items]
            if block.ends_part:
                parts.append(part)
                part = []
        return ways, parts

    whole, parts = ways_and_parts(lambda key, content: "new")
    assert [len(part) for part in parts] == [1024, 1024, 452]
    resumed, rest = ways_and_parts(lambda key, content: "done" if int(key[1:]) < 550 else "new")
    assert rest == [parts[0][550:], *parts[1:]]
    assert resumed.items() - whole.items() == {("a600", False)}  # scored as the first of its text was


def test_failures_keep_their_place_and_fill_blocks_too():
    error = ArticleError("broken")
    blocks = blocks_of([Article(id="a", text="x"), *[error] * 100, Article(id="b", text="y")])
    assert [len(block.items) for block in blocks] == [64, 38]
    assert [block.n_read for block in blocks] == [1, 1]
    assert [block.ends_part for block in blocks] == [False, True]
