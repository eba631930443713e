"""The network: one MiniLM encoder with a casing embedding; above it a tagger of names and a scorer of pairs of mentions."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

SHAPES = 6
"""Casings of a word: lower or none, Capitalised, ALL CAPITALS, miXed, digits, punctuation. The base model is uncased."""
ROLES = 9
"""What an end of a pair is: 0 unknown, 1 + kind for a name, 5 + kind for a pronoun or description."""
DISTANCES = 12


class Encoder(nn.Module):
    """(ids, shapes, mask), each [batch, pieces] → tag logits [batch, pieces, tags] and states [batch, pieces, 384].

    `layers`: how many of the base's layers, from the first on, it has. `factor`: the width of its word embeddings where they
    are narrower than its states; `factorise` fills them. `inner`: how many neurons each layer's inner part has.
    """

    def __init__(
        self,
        base: str,
        tags: int,
        *,
        layers: int | None = None,
        factor: int | None = None,
        inner: int | None = None,
        attention: str = "sdpa",
    ) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        width = self.bert.config.hidden_size
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        if inner is not None:
            for layer in self.bert.encoder.layer:
                layer.intermediate.dense = nn.Linear(width, inner)
                layer.output.dense = nn.Linear(inner, width)
        if factor is not None:
            words = nn.Embedding(self.bert.config.vocab_size, factor)
            self.bert.embeddings.word_embeddings = nn.Sequential(words, nn.Linear(factor, width, bias=False))
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(width, tags)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        inputs = self.bert.embeddings.word_embeddings(ids) + self.shape(shapes)
        states = self.bert(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        return self.tag(self.drop(states)), states


def factorise(words: Tensor, factor: int) -> tuple[Tensor, Tensor]:
    """Word embeddings [vocabulary, width] as the product of [vocabulary, factor] and [factor, width], by their greatest
    singular values; turned so that each column varies alike, since all share one scale in 8 bits."""
    _, _, right = torch.linalg.svd(words, full_matrices=False)
    turn, _ = torch.linalg.qr(torch.randn(factor, factor, generator=torch.Generator().manual_seed(0)))
    down = right[:factor].T @ turn
    return words @ down, down.T


def narrowed(layer: nn.Module, inner: int) -> dict[str, Tensor]:
    """The weights of a layer's inner part with the neurons alone that weigh most, by the norms of what goes in and out."""
    into, out = layer.intermediate.dense, layer.output.dense
    weight = into.weight.norm(dim=1) * out.weight.norm(dim=0)
    kept = weight.topk(inner).indices.sort().values
    return {
        "intermediate.dense.weight": into.weight[kept],
        "intermediate.dense.bias": into.bias[kept],
        "output.dense.weight": out.weight[:, kept],
        "output.dense.bias": out.bias,
    }


class PairScorer(nn.Module):
    """States of one text [pieces, 384] and its pairs → logits [pairs, labels].

    A pair is two spans of pieces, their roles, and the signed bucket of their distance. Its features: first and last state
    of each end, the greatest states between them, and what the pair attends to in the whole text.
    """

    def __init__(self, width: int, labels: int, hidden: int = 256) -> None:
        super().__init__()
        self.role = nn.Embedding(ROLES, 32)
        self.distance = nn.Embedding(2 * DISTANCES, 32)
        self.end = nn.Linear(2 * width + 32, hidden)
        self.query = nn.Linear(2 * hidden, width)
        self.hidden = nn.Linear(2 * hidden + 2 * width + hidden + 32, hidden)
        self.out = nn.Linear(hidden, labels)
        self.drop = nn.Dropout(0.2)

    def forward(self, states: Tensor, ends: Tensor, roles: Tensor, distances: Tensor) -> Tensor:
        """`ends` [pairs, 4]: first and last piece of subject, of object; `roles` [pairs, 2]; `distances` [pairs]."""
        subject = self._end(states, ends[:, :2], roles[:, 0])
        object_ = self._end(states, ends[:, 2:], roles[:, 1])
        pair = torch.cat([subject, object_], 1)
        weights = torch.softmax(self.query(pair) @ states.T / states.shape[1] ** 0.5, 1)
        features = torch.cat(
            [pair, subject * object_, weights @ states, self._between(states, ends), self.distance(distances)], 1
        )
        return self.out(self.drop(torch.nn.functional.gelu(self.hidden(self.drop(features)), approximate="tanh")))

    def _end(self, states: Tensor, span: Tensor, role: Tensor) -> Tensor:
        return torch.tanh(self.end(torch.cat([states[span[:, 0]], states[span[:, 1]], self.role(role)], 1)))

    @staticmethod
    def _between(states: Tensor, ends: Tensor) -> Tensor:
        """The greatest state from the first piece of the first end to the last piece of the last end, per dimension."""
        low, high = ends.min(1).values, ends.max(1).values
        place = torch.cumsum(torch.ones_like(states[:, 0]), 0) - 1  # no arange: its length would be written into the ONNX file
        inside = (place[None] >= low[:, None]) & (place[None] <= high[:, None])
        return torch.where(inside[:, :, None], states[None], -1e4).max(1).values
