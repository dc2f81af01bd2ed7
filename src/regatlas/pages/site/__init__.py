"""The pages of the web app: what they show, apart from how they are fetched. Templates are in ``templates/site``."""
