"""What may leave a project, and the formats that it leaves in. Every output is built from the projection."""

from waqai.publication.projection import WITHHELD, Evidence, Projection

__all__ = ["WITHHELD", "Evidence", "Projection"]
