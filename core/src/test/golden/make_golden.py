#!/usr/bin/env python3
"""Makes the golden fixtures: tiny CLIP checkpoints, pictures, and what the reference makes of them.

    make_golden.py OUT STARTER

OUT (core/src/test/resources/golden) is emptied and filled, STARTER is the folder of the starter
model. README.md beside this file says what to install. The same versions on the same
machine write the same bytes.
"""

import argparse
import copy
import json
import os
import pathlib
import shutil
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy
import PIL
import safetensors
import tokenizers
import torch
import transformers
from PIL import Image
from tokenizers import Tokenizer
from transformers import CLIPImageProcessor, CLIPModel, CLIPTokenizerFast

import checkpoints
import pictures
from checkpoints import write_json

VERSIONS = {
    "transformers": (transformers, "4.45.2"),
    "tokenizers": (tokenizers, "0.20.3"),
    "torch": (torch, "1.13.0"),
    "Pillow": (PIL, "11.0.0"),
    "safetensors": (safetensors, "0.4.5"),
    "numpy": (numpy, "1.26.4"),
}
LIMIT = 1_000_000  # bytes of all fixtures together

TEXTS = [
    "",
    "the",
    "a photo",
    "a photo of a lake",
    "make it night",
    "Make the background dark, as if the camera has taken the photo at night",
    "two dogs on the beach; one is wet!",
    "snake_case don't DON'T we'll they've I'm he'd she's you're",
    "  Hello   WORLD\n2024 it's\t9:30 ",
    "Caf\u00e9 na\u00efve \u00c9COLE",
    "Cafe\u0301 nai\u0308ve E\u0301COLE",
    "\u65e5\u672c\u8a9e\u306e\u5199\u771f",
    "\u041a\u043e\u0448\u043a\u0430 \u043d\u0430 \u041e\u041a\u041d\u0415",
    "\u0645\u062f\u064a\u0646\u0629 \u0941\u0939\u093f\u0928\u094d\u0926\u0940",
    "\U0001f600 ok \U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7",
    "\ufb01ne \ufb02ower \u00dfSTRASSE \u1e9e",
    "\u0130stanbul \u03a3\u0391\u03a3 \u01c4",
    "a\u00a0b\u200bc\u3000d\u2028e\ufeff",
    "x\u00b2 + \u00bd \u2160\u2163 \u0663 3.14e-10",
    "?!... -- #tag @name http://a.b/c?d=e&f",
    "<|endoftext|> a lake <|startoftext|>[SEP] [CLS][PAD] [MASK][UNK]",
    "bell\u0007 nul\u0000 tab\tdelete\u007f",
    "the mountains in the morning light " * 20,
    "\u65e5\u672c\u8a9e" * 60,
    "b" * 150,
]

# The starter's features are 504 numbers each: kept for the pictures and texts that tell most. Ids
# and crops are kept for all.
STARTER_PICTURES = [
    "rgb.png",
    "noise.png",
    "strip-120x2.png",
    "baseline-420.jpg",
    "grey.jpg",
    "rgba.png",
    "cmyk.jpg",
    "turned-6.jpg",
]
STARTER_TEXTS = [TEXTS[i] for i in (0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 14, 20, 22)]
COMPOSED = [
    ("rgb.png", "Make the background dark, as if the camera has taken the photo at night"),
    ("cmyk.jpg", "two dogs on the beach; one is wet!"),
    ("turned-6.jpg", "a photo of a lake"),
    ("grey.png", "\u65e5\u672c\u8a9e\u306e\u5199\u771f"),
    ("baseline-420.jpg", ""),
]


def numbers(vector):
    """float32 at 7 significant digits: 200 times finer than the bound of the tests."""
    return [0 if v == 0 else float(f"{v:.7g}") for v in vector.tolist()]


def unit(vector):
    return torch.nn.functional.normalize(vector, dim=-1)


def crops(processor, pixels):
    """The crop as bytes [side, side, 3] and as the model takes it, float32 [3, side, side]."""
    image = Image.fromarray(pixels, "RGB")
    crop = processor(image, do_rescale=False, do_normalize=False)["pixel_values"][0]
    assert crop.dtype == numpy.uint8
    return crop.transpose(1, 2, 0), processor(image, return_tensors="pt")["pixel_values"]


def samples(pixels):
    """A few pixels, [x, y, red, green, blue], for whoever looks for a difference."""
    height, width, _ = pixels.shape
    places = [
        (0, 0),
        (width // 2, height // 2),
        (width // 3, height * 2 // 3),
        (width - 1, height - 1),
    ]
    return [[x, y, *pixels[y, x].tolist()] for x, y in places]


def picture_entries(processor, images, features, wanted):
    entries = []
    for name, pixels in images.items():
        crop, values = crops(processor, pixels)
        entry = {
            "file": name,
            "crop": pictures.sha256(crop),
            "values": pictures.sha256(values.numpy().astype("<f4")),
        }
        entry["samples"] = samples(crop)
        if name in wanted:
            entry["raw"] = features(values)
        entries.append(entry)
    return entries


def expectation(about, dimension, tokens, processor, entries, texts, composed):
    for entry in entries + texts:
        if "raw" in entry:
            entry["raw"] = numbers(entry["raw"])
    return {
        "about": about,
        "dimension": dimension,
        "tokens": tokens,
        "side": processor.crop_size["height"],
        "mean": processor.image_mean,
        "std": processor.image_std,
        "images": entries,
        "texts": texts,
        "composed": composed,
    }


def compose(entries, texts, pairs):
    """unit(text + image) of raw features, where adding unit vectors gives something else."""
    image = {entry["file"]: entry["raw"] for entry in entries if "raw" in entry}
    text = {entry["text"]: entry["raw"] for entry in texts if "raw" in entry}
    out = []
    for file, words in pairs:
        fused = unit(text[words] + image[file])
        if text[words].norm() > 1e-6:
            wrong = unit(unit(text[words]) + unit(image[file]))
            assert (fused - wrong).abs().max() > 3e-3, (file, words, (fused - wrong).abs().max())
        out.append({"file": file, "text": words, "unit": numbers(fused)})
    return out


def tell_apart(model, images, texts):
    """A fixture that gives the same with the wrong activation or epsilon proves nothing."""
    kinds = {
        "vision_model": (lambda m: m.get_image_features(images)),
        "text_model": (lambda m: m.get_text_features(texts)),
    }
    for tower, features in kinds.items():
        right = unit(features(model))

        def change(edit):
            other = copy.deepcopy(model)
            for module in getattr(other, tower).modules():
                edit(module)
            return (unit(features(other)) - right).abs().max()

        def other_activation(module):
            if hasattr(module, "activation_fn"):
                exact = type(module.activation_fn).__name__ == "GELUActivation"
                module.activation_fn = transformers.activations.ACT2FN[
                    "quick_gelu" if exact else "gelu"
                ]

        def other_epsilon(module):
            if isinstance(module, torch.nn.LayerNorm):
                module.eps = 1e-6 if module.eps == 1e-5 else 1e-5

        assert change(other_activation) > 5e-4, (tower, change(other_activation))
        assert change(other_epsilon) > 3e-4, (tower, change(other_epsilon))
        cosines = right @ right.T - 2 * torch.eye(len(right))
        assert cosines.max() < 0.9999, (tower, cosines.max())


def clip(folder, images):
    model = CLIPModel.from_pretrained(folder).eval()
    assert model.dtype == torch.float32
    processor = CLIPImageProcessor.from_pretrained(folder)
    tokenizer = CLIPTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    tokens = model.config.text_config.max_position_embeddings
    entries = picture_entries(
        processor, images, lambda values: model.get_image_features(values)[0], images
    )
    texts = []
    for text in TEXTS:
        ids = tokenizer(text, truncation=True, max_length=tokens, split_special_tokens=True)[
            "input_ids"
        ]
        if "<|" not in text:
            assert ids == tokenizer(text, truncation=True, max_length=tokens)["input_ids"], text
        texts.append(
            {"text": text, "ids": ids, "raw": model.get_text_features(torch.tensor([ids]))[0]}
        )
    same = [text["ids"] for text in texts if len(text["ids"]) == tokens]
    assert len(same) > 1
    some = torch.cat([crops(processor, pixels)[1] for pixels in list(images.values())[:8]])
    tell_apart(model, some, torch.tensor(same))
    composed = compose(entries, texts, COMPOSED)
    return expectation(
        "transformers CLIPModel, fp32",
        model.config.projection_dim,
        tokens,
        processor,
        entries,
        texts,
        composed,
    )


def starter(folder, images):
    bundle = json.loads((folder / "bundle.json").read_text())
    image = torch.jit.load(str(folder / bundle["image"]["file"]))
    text = torch.jit.load(str(folder / bundle["text"]["file"]))
    processor = CLIPImageProcessor(
        **json.loads((folder / bundle["image"]["preprocessor"]).read_text())
    )
    tokenizer = Tokenizer.from_file(str(folder / bundle["text"]["tokenizer"]))
    tokens = bundle["text"]["max_tokens"]
    tokenizer.enable_truncation(tokens)
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    entries = picture_entries(processor, images, lambda values: image(values)[0], STARTER_PICTURES)
    texts = []
    for words in TEXTS:
        ids = tokenizer.encode(words).ids
        entry = {"text": words, "ids": ids}
        if words in STARTER_TEXTS:
            entry["raw"] = text(torch.tensor([ids]))[0]
        texts.append(entry)
    composed = compose(entries, texts, COMPOSED[:2])
    return expectation(
        "the starter's towers in torch",
        bundle["dimension"],
        tokens,
        processor,
        entries,
        texts,
        composed,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("starter", type=pathlib.Path)
    arguments = parser.parse_args()
    for name, (module, version) in VERSIONS.items():
        if not module.__version__.startswith(version):
            sys.exit(
                f"{name} is {module.__version__}, fixtures are made with {version}: see README.md"
            )
    transformers.utils.logging.disable_progress_bar()
    # Pillow warns that a palette's transparency is lost: dropping it is what the reference does.
    warnings.filterwarnings("ignore", "Palette images with Transparency")
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    out = arguments.out
    shutil.rmtree(out, ignore_errors=True)
    (out / "images").mkdir(parents=True)
    images, facts = {}, []
    for name, (data, expected) in pictures.files().items():
        (out / "images" / name).write_bytes(data)
        images[name] = pixels = pictures.upright(data, expected)
        height, width, _ = pixels.shape
        facts.append(
            {
                "file": name,
                "width": width,
                "height": height,
                "rgb": pictures.sha256(pixels),
                "samples": samples(pixels),
            }
        )
    write_json(out / "images.json", facts)
    for shape in checkpoints.SHAPES:
        with tempfile.TemporaryDirectory() as scratch:
            checkpoints.write_checkpoint(shape, out / shape.name, pathlib.Path(scratch))
        write_json(out / f"{shape.name}.json", clip(out / shape.name, images))
    write_json(out / "starter.json", starter(arguments.starter, images))
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{size:,} bytes in {out}")
    if size >= LIMIT:
        sys.exit(f"the fixtures must stay under {LIMIT:,} bytes")


if __name__ == "__main__":
    main()
