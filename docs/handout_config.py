"""What a handout leaves out: the learner's copy of a lesson has neither hints nor solutions."""

c = get_config()  # noqa: F821  nbconvert defines it
c.TagRemovePreprocessor.enabled = True
c.TagRemovePreprocessor.remove_cell_tags = {"hint", "solution"}
