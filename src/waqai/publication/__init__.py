"""What may leave a project, and the formats that it leaves in. Every output is built from the projection."""

from waqai.publication.projection import Evidence, Projection, PublicIncident, Released, Telling, Terms
from waqai.publication.withholding import WITHHELD

__all__ = ["WITHHELD", "Evidence", "Projection", "PublicIncident", "Released", "Telling", "Terms"]
