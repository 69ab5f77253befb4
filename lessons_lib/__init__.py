"""The helper module of One Neuron: what each lesson has derived, ready for the next one."""
