"""Does the benchmark of the index measure the normalisations that ranks are drawn under, in pandas as here?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from bench import index

from zone_atlas.index.specification import SCALES, Method

FOUND = index.values(30)


def test_the_benchmark_draws_from_every_normalisation_in_their_order() -> None:
    assert list(index.NORMALISED) == list(SCALES)
    assert index.options(FOUND).shape == (len(SCALES), *FOUND.shape)


@pytest.mark.parametrize("scale", SCALES)
def test_a_rebuild_in_pandas_is_normalised_as_the_index_is(scale: Method) -> None:
    rebuilt = index._normalised(pd.DataFrame(FOUND), scale)
    np.testing.assert_allclose(rebuilt, index.NORMALISED[scale](FOUND))


def test_a_normalisation_that_pandas_does_not_rebuild_is_named() -> None:
    with pytest.raises(ValueError, match="'distance' of SCALES is not rebuilt"):
        index._normalised(pd.DataFrame(FOUND), "distance")
