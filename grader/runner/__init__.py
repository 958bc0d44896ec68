"""The trusted side: runs a notebook's tests; learner's code is asked through proxies."""
