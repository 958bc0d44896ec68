"""How a learner's process is started, locked in, limited, watched and ended."""
