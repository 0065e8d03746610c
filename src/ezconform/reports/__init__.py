"""What people and other tools read of a run: journal, canonical results, HTML, Markdown, JUnit XML.

Made from values of `ezconform.results` alone; knows neither adapters nor how a scenario is run.
"""
