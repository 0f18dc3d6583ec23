"""Tiny random CLIP checkpoints in the official layout.

Each has another shape, number format and style of its JSON files.
"""

import collections
import json
import re

import torch
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPModel, CLIPTokenizer, CLIPTokenizerFast
from transformers.models.clip.tokenization_clip import bytes_to_unicode

START, END = "<|startoftext|>", "<|endoftext|>"

# What the merges are learned from: a tokenizer needs only words that come back.
WORDS = """
a photo of a lake at night with the moon over the water and a small boat near the shore
the mountains in the morning light are blue and the valley below them is full of mist
make the background dark as if the camera has taken the photo at night make it brighter and warmer
a dog runs along the beach and another dog waits under the tree a cat sleeps in the window
people walk through the old town in the rain with red and yellow umbrellas and the street shines
find the picture of the same house in winter when the garden is white and the trees are bare
children play with a ball on the grass beside the river while the train goes over the bridge
oranges and apples in a blue basket on the kitchen table next to a glass of milk and some bread
the harbour with its boats the market and its flowers the station clock the bell in the tower
snow on the roof fire in the stove bread on the plate music in the room stars over the hill
""".split()


class Shape:
    """One checkpoint: its name, sizes and the way its files are written."""

    def __init__(self, name, seed, dtype, merges, text, vision, projection, **style):
        self.name, self.seed, self.dtype, self.merges = name, seed, dtype, merges
        self.text, self.vision, self.projection, self.style = text, vision, projection, style


SHAPES = [
    # As the first CLIP checkpoints are: every key spelled out, an end-of-text id of 2 (which is not
    # the tokenizer's), plain numbers as sizes, the position ids kept among the tensors.
    Shape(
        "clip-p16-f16",
        161,
        torch.float16,
        180,
        dict(
            hidden_size=32,
            intermediate_size=56,
            num_hidden_layers=2,
            num_attention_heads=4,
            max_position_embeddings=77,
            hidden_act="quick_gelu",
            eos_token_id=2,
        ),
        dict(
            hidden_size=24,
            intermediate_size=52,
            num_hidden_layers=2,
            num_attention_heads=2,
            image_size=64,
            patch_size=16,
            hidden_act="quick_gelu",
        ),
        projection=32,
        full=True,
        position_ids=True,
        preprocessor=dict(
            crop_size=64,
            do_center_crop=True,
            do_normalize=True,
            do_resize=True,
            feature_extractor_type="CLIPFeatureExtractor",
            image_mean=[0.48145466, 0.4578275, 0.40821073],
            image_std=[0.26862954, 0.26130258, 0.27577711],
            resample=3,
            size=64,
        ),
    ),
    # Of today's form, with the exact gelu, another epsilon in one tower, its own means and a
    # shorter text.
    Shape(
        "clip-p14-f32",
        141,
        torch.float32,
        90,
        dict(
            hidden_size=20,
            intermediate_size=44,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=40,
            hidden_act="gelu",
            layer_norm_eps=1e-6,
        ),
        dict(
            hidden_size=18,
            intermediate_size=40,
            num_hidden_layers=2,
            num_attention_heads=3,
            image_size=28,
            patch_size=14,
            hidden_act="gelu",
        ),
        projection=28,
        eos=True,
        preprocessor=dict(
            crop_size=dict(height=28, width=28),
            do_center_crop=True,
            do_convert_rgb=True,
            do_normalize=True,
            do_rescale=True,
            do_resize=True,
            image_mean=[0.5, 0.45, 0.4],
            image_std=[0.25, 0.3, 0.35],
            image_processor_type="CLIPImageProcessor",
            resample=3,
            rescale_factor=0.00392156862745098,
            size=dict(shortest_edge=28),
        ),
    ),
    # As little as possible said: heads, activation, epsilon, positions and most preprocessing are
    # left to the defaults; the resize is larger than the crop; two shards with an index; the merges
    # as pairs.
    Shape(
        "clip-p16-bf16-shards",
        162,
        torch.bfloat16,
        260,
        dict(hidden_size=24, intermediate_size=40, num_hidden_layers=2),
        dict(
            hidden_size=24, intermediate_size=48, num_hidden_layers=2, image_size=32, patch_size=16
        ),
        projection=24,
        shards=2,
        pairs=True,
        preprocessor=dict(crop_size=dict(height=32, width=32), size=dict(shortest_edge=36)),
    ),
]


def merges(count):
    """Byte-pair merges of WORDS, most frequent first, ties by the pair itself."""
    letters = bytes_to_unicode()
    words = collections.Counter(
        tuple(letters[b] for b in word.encode()[:-1]) + (letters[word.encode()[-1]] + "</w>",)
        for word in WORDS
    )
    out = []
    while len(out) < count:
        pairs = collections.Counter()
        for word, times in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += times
        if not pairs:
            raise ValueError(f"the words give only {len(out)} merges")
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        out.append(best)
        joined = collections.Counter()
        for word, times in words.items():
            parts, i = [], 0
            while i < len(word):
                if word[i : i + 2] == best:
                    parts.append(best[0] + best[1])
                    i += 2
                else:
                    parts.append(word[i])
                    i += 1
            joined[tuple(parts)] += times
        words = joined
    return out


def write_json(path, value):
    path.write_text(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def write_tokenizer(shape, folder, scratch):
    """tokenizer.json as transformers converts it from merges and a vocabulary in CLIP's order."""
    letters = list(bytes_to_unicode().values())
    pairs = merges(shape.merges)
    names = (
        letters + [letter + "</w>" for letter in letters] + [a + b for a, b in pairs] + [START, END]
    )
    scratch.mkdir(parents=True, exist_ok=True)
    write_json(scratch / "vocab.json", {name: i for i, name in enumerate(names)})
    (scratch / "merges.txt").write_text(
        "#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in pairs), encoding="utf-8"
    )
    slow = CLIPTokenizer(str(scratch / "vocab.json"), str(scratch / "merges.txt"))
    fast = CLIPTokenizerFast(
        str(scratch / "vocab.json"), str(scratch / "merges.txt"), _slow_tokenizer=slow
    )
    written = json.loads(fast.backend_tokenizer.to_str())
    if not shape.style.get("pairs"):
        written["model"]["merges"] = [" ".join(pair) for pair in pairs]
    write_json(folder / "tokenizer.json", written)
    return len(names)


def write_weights(shape, config, folder):
    """Random weights of realistic spread: norms near 1 and 0, biases, uneven attention."""
    generator = torch.Generator().manual_seed(shape.seed)
    tensors = {}
    for name, parameter in sorted(CLIPModel(config).state_dict().items()):
        if name.endswith("position_ids"):
            continue
        value = torch.randn(parameter.shape, generator=generator)
        if name == "logit_scale":
            value = torch.tensor(4.6052)
        elif re.search(r"layer_?norm|layrnorm", name):
            value = value * 0.15 + (1 if name.endswith("weight") else 0)
        elif name.endswith("bias"):
            value = value * 0.1
        elif "embedding" in name:
            # Small, so that the epsilon of the first layer norms shows.
            value = value * {"patch": 0.002, "token": 0.02, "class": 0.05}.get(
                name.split(".")[-2].split("_")[0], 0.01
            )
            if name.endswith("class_embedding"):
                value = value * 5
        elif name.endswith("_projection.weight"):
            # Raw texts shorter than raw pictures, so that it shows which was normalised too early.
            value = value * (0.6 if name.startswith("text") else 1.3) / parameter.shape[1] ** 0.5
        elif re.search(r"[qk]_proj", name):
            value = value * 2.2 / parameter.shape[1] ** 0.5
        else:
            value = value * 1.2 / parameter.shape[1] ** 0.5
        tensors[name] = value.to(shape.dtype).contiguous()
    if shape.style.get("position_ids"):
        tensors["text_model.embeddings.position_ids"] = torch.arange(
            config.text_config.max_position_embeddings
        )[None]
        side = config.vision_config.image_size // config.vision_config.patch_size
        tensors["vision_model.embeddings.position_ids"] = torch.arange(side * side + 1)[None]
    shards = shape.style.get("shards", 1)
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        return
    names, index = sorted(tensors), {}
    for shard in range(shards):
        file = f"model-{shard + 1:05d}-of-{shards:05d}.safetensors"
        # Every second tensor, so that one layer's tensors lie in both files.
        part = {name: tensors[name] for name in names[shard::shards]}
        save_file(part, folder / file, metadata={"format": "pt"})
        index.update({name: file for name in part})
    size = sum(t.numel() * t.element_size() for t in tensors.values())
    write_json(
        folder / "model.safetensors.index.json",
        {"metadata": {"total_size": size}, "weight_map": index},
    )


def write_checkpoint(shape, folder, scratch):
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(shape, folder, scratch)
    text = dict(shape.text, vocab_size=vocabulary)
    if shape.style.get("eos"):
        text.update(
            bos_token_id=vocabulary - 2, eos_token_id=vocabulary - 1, pad_token_id=vocabulary - 1
        )
    elif "eos_token_id" not in text:
        # The default is the large vocabulary's id, which these tokens never reach: the legacy one.
        text["eos_token_id"] = 2
    said = dict(
        architectures=["CLIPModel"],
        model_type="clip",
        projection_dim=shape.projection,
        text_config=text,
        vision_config=dict(shape.vision),
    )
    config = CLIPConfig(
        **{k: v for k, v in said.items() if k not in ("architectures", "model_type")}
    )
    if shape.style.get("full"):
        said = dict(
            config.to_dict(),
            architectures=["CLIPModel"],
            text_config_dict=None,
            vision_config_dict=None,
        )
    write_json(folder / "config.json", said)
    write_json(folder / "preprocessor_config.json", shape.style["preprocessor"])
    write_weights(shape, config, folder)
