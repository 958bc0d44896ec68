# Thin on purpose: everything stands in launch/, which also works without make: python launch start
PYTHON ?= python3
ARGS ?=

.PHONY: help start test env build lock lessons site serve-site

help:
	@exec "$(PYTHON)" launch help

start test env build lock lessons site serve-site:
	@exec "$(PYTHON)" launch $@ $(ARGS)
