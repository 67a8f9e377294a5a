"""Tests of the views, by the words of the contract and of the views' headers; the path mirrors the query's."""
