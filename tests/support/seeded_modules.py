"""PyTorch programs of nets that people write: residual, U-shaped, separable, generators, transformers, recurrent."""

from collections.abc import Callable
from typing import Any, Final

HEAD: Final = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n"

RESNET: Final = (
    HEAD
    + """\
class Block(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.short = nn.Conv2d(inputs, outputs, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return torch.relu(y + self.short(x))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 7, stride=2, padding=3)
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = Block(16, 16)
        self.layer2 = Block(16, 32, stride=2)
        self.layer3 = Block(32, 64, stride=2)
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        x = self.pool(x)
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)
        x = x.mean((2, 3))
        return self.head(x)
"""
)
UNET: Final = (
    HEAD
    + """\
class Double(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.one = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.two = nn.Conv2d(outputs, outputs, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.one(x))
        x = torch.relu(self.two(x))
        return x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down1 = Double(1, 8)
        self.down2 = Double(8, 16)
        self.pool = nn.MaxPool2d(2)
        self.middle = nn.Conv2d(16, 32, 3, dilation=2, padding=2)
        self.up2 = nn.ConvTranspose2d(32, 16, 2, stride=2)
        self.right2 = Double(32, 16)
        self.up1 = nn.ConvTranspose2d(16, 8, 2, stride=2)
        self.right1 = Double(16, 8)
        self.out = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        one = self.down1(x)
        two = self.down2(self.pool(one))
        x = torch.relu(self.middle(self.pool(two)))
        x = self.right2(torch.cat([two, self.up2(x)], 1))
        x = self.right1(torch.cat([one, self.up1(x)], 1))
        return self.out(x)
"""
)
MOBILE: Final = (
    HEAD
    + """\
class Inverted(nn.Module):
    def __init__(self, inputs, outputs, stride, factor=4):
        super().__init__()
        inner = inputs * factor
        self.same = stride == 1 and inputs == outputs
        self.expand = nn.Sequential(nn.Conv2d(inputs, inner, 1, bias=False), nn.BatchNorm2d(inner), nn.ReLU6())
        self.depth = nn.Conv2d(inner, inner, 3, stride, padding=1, groups=inner, bias=False)
        self.norm = nn.BatchNorm2d(inner)
        self.project = nn.Conv2d(inner, outputs, 1, bias=False)

    def forward(self, x):
        y = F.relu6(self.norm(self.depth(self.expand(x))))
        y = self.project(y)
        return x + y if self.same else y


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(16)
        self.a = Inverted(16, 16, 1)
        self.b = Inverted(16, 24, 2)
        self.c = Inverted(24, 24, 1)
        self.last = nn.Conv2d(24, 48, 1)
        self.squeeze = nn.Linear(48, 12)
        self.excite = nn.Linear(12, 48)
        self.head = nn.Linear(48, 10)

    def forward(self, x):
        x = F.relu6(self.norm(self.stem(x)))
        x = self.a(x)
        x = self.b(x)
        x = self.c(x)
        x = self.last(x)
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)
        x = x * torch.sigmoid(self.excite(torch.relu(self.squeeze(x))))
        return self.head(x)
"""
)
GAN: Final = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = nn.ConvTranspose2d(20, 64, 4, bias=False)
        self.norm1 = nn.BatchNorm2d(64)
        self.up1 = nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(32)
        self.up2 = nn.ConvTranspose2d(32, 3, 4, stride=2, padding=1)
        self.critic = nn.Sequential(
            nn.Conv2d(3, 16, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(16, 32, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(32),
            nn.LeakyReLU(0.2),
            nn.Conv2d(32, 1, 4),
        )

    def forward(self, x):
        x = torch.relu(self.norm1(self.start(x)))
        x = torch.relu(self.norm2(self.up1(x)))
        x = torch.tanh(self.up2(x))
        x = self.critic(x)
        return torch.sigmoid(x.flatten(1))
"""
)
VIT: Final = (
    HEAD
    + """\
class Attention(nn.Module):
    def __init__(self, width, heads=4):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = self.qkv(x).reshape(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v)
        return self.proj(y.transpose(1, 2).reshape(n, t, d))


class Layer(nn.Module):
    def __init__(self, width, hidden=64):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width)
        self.norm2 = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        x = x + self.fc2(F.gelu(self.fc1(self.norm2(x))))
        return x


class Net(nn.Module):
    def __init__(self, width=16, depth=2):
        super().__init__()
        self.patches = nn.Conv2d(3, width, 4, 4)
        self.places = nn.Parameter(torch.zeros(1, 16, width))
        self.layers = nn.ModuleList(Layer(width) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 10)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = x + self.places
        for layer in self.layers:
            x = layer(x)
        x = self.norm(x)
        return self.head(x.mean(1))
"""
)
LSTM: Final = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(50, 12)
        self.conv = nn.Conv1d(12, 16, 3, padding=1)
        self.lstm = nn.LSTM(16, 8, num_layers=2, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(16)
        self.fc1 = nn.Linear(16, 20)
        self.fc2 = nn.Linear(20, 10)

    def forward(self, x):
        x = self.table(x).transpose(1, 2)
        x = torch.relu(self.conv(x)).transpose(1, 2)
        x = self.lstm(x)[0]
        x = self.norm(x)
        x = torch.relu(self.fc1(x.mean(1)))
        return self.fc2(x)
"""
)
VGG: Final = (
    HEAD
    + """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(3, 2, ceil_mode=True),
            nn.Conv2d(16, 32, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(32, 32, 3, padding=1, groups=4),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.mean = nn.AdaptiveAvgPool2d(2)
        self.classifier = nn.Sequential(
            nn.Linear(128, 40),
            nn.ReLU(),
            nn.Dropout(),
            nn.Linear(40, 10),
        )

    def forward(self, x):
        x = self.features(x)
        x = self.mean(x).flatten(1)
        return self.classifier(x)
"""
)


def _image(*shape: int) -> Callable[[], tuple[Any, ...]]:
    def made() -> tuple[Any, ...]:
        import torch

        return (torch.zeros(shape),)

    return made


def _words() -> tuple[Any, ...]:
    import torch

    return (torch.zeros((1, 9), dtype=torch.long),)


NETS: Final[dict[str, tuple[str, Callable[[], tuple[Any, ...]]]]] = {
    "resnet": (RESNET, _image(1, 3, 64, 64)),
    "unet": (UNET, _image(1, 1, 32, 32)),
    "mobilenet": (MOBILE, _image(1, 3, 32, 32)),
    "gan": (GAN, _image(1, 20, 1, 1)),
    "vit": (VIT, _image(1, 3, 16, 16)),
    "lstm": (LSTM, _words),
    "vgg": (VGG, _image(1, 3, 32, 32)),
}
