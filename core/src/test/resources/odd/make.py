"""Makes odd.zip: odd image files and the pixels that a second decoder reads from them.

Needs Pillow, pillow-heif, numpy, tifffile with imagecodecs, and Debian's webp, libjpeg-turbo-progs, libjxl-tools, imagemagick,
libtiff-tools and libheif-examples. Each NAME has an entry NAME.rgb: width and height (two bytes each, big-endian), then RGB rows.
"""
import io, os, struct, subprocess, sys, tempfile, zipfile, zlib
import numpy as np
from PIL import Image
import tifffile, pillow_heif
pillow_heif.register_heif_opener()

out = {}
tmp = tempfile.mkdtemp()
W, H = 37, 29

def scene(w=W, h=H, seed=1):
    y, x = np.mgrid[0:h, 0:w]
    r = np.random.RandomState(seed)
    a = np.stack([127 + 120 * np.sin(x / 5.0 + seed), 255 * y / h, 255 * x / w], -1)
    a[h // 3:h // 2, w // 4:w // 2] = r.randint(0, 256, 3)
    return np.clip(a, 0, 255).astype(np.uint8)

def tool(args, data, ext_in, ext_out):
    i, o = os.path.join(tmp, 'i.' + ext_in), os.path.join(tmp, 'o.' + ext_out)
    if os.path.exists(o): os.remove(o)
    open(i, 'wb').write(data)
    subprocess.run([a.replace('IN', i).replace('OUT', o) for a in args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return open(o, 'rb').read()

def save(a, fmt, **k):
    b = io.BytesIO(); (a if isinstance(a, Image.Image) else Image.fromarray(a)).save(b, fmt, **k); return b.getvalue()

def flat(im):
    """Composites on white unless more than a quarter cannot be seen there, as the application does."""
    if im.mode in ('RGBA', 'LA', 'PA') or 'transparency' in im.info:
        im = im.convert('RGBA'); a = np.asarray(im).astype(int)
        rgb, al = a[..., :3], a[..., 3]
        if (al == 255).all(): return rgb.astype(np.uint8)
        luma = (rgb * [299, 587, 114]).sum(-1) // 1000
        inv = lambda g: al[abs(luma - g) < 64].sum()
        g = 255
        if inv(255) > al.sum() // 4:
            for c in (40, 128):
                if inv(c) < inv(g): g = c
        return ((rgb * al[..., None] + g * (255 - al[..., None]) + 127) // 255).astype(np.uint8)
    return np.asarray(im.convert('RGB'))

def add(name, data, rgb=None):
    if rgb is None: rgb = flat(Image.open(io.BytesIO(data)))
    h, w = rgb.shape[:2]
    out[name] = data
    out[name + '.rgb'] = struct.pack('>HH', w, h) + rgb.tobytes()

S = scene(); P = save(S, 'PNG')
alpha = np.dstack([S, np.tile(np.linspace(0, 255, W).astype(np.uint8), (H, 1))])
# WebP
for m in range(7):
    add('m%d.webp' % m, tool(['cwebp', '-quiet', '-m', str(m), '-q', '70', 'IN', '-o', 'OUT'], P, 'png', 'webp'))
for q in (0, 30, 100): add('q%d.webp' % q, tool(['cwebp', '-quiet', '-q', str(q), 'IN', '-o', 'OUT'], P, 'png', 'webp'))
for s in (1, 4): add('segments%d.webp' % s, tool(['cwebp', '-quiet', '-segments', str(s), '-f', '90', '-sharpness', '7', 'IN', '-o', 'OUT'], P, 'png', 'webp'))
add('strong.webp', tool(['cwebp', '-quiet', '-strong', '-f', '100', 'IN', '-o', 'OUT'], P, 'png', 'webp'))
add('simple.webp', tool(['cwebp', '-quiet', '-nostrong', '-f', '60', '-partition_limit', '80', 'IN', '-o', 'OUT'], P, 'png', 'webp'))
add('lossless.webp', tool(['cwebp', '-quiet', '-lossless', '-z', '9', 'IN', '-o', 'OUT'], P, 'png', 'webp'))
add('near.webp', tool(['cwebp', '-quiet', '-near_lossless', '40', 'IN', '-o', 'OUT'], P, 'png', 'webp'))
for f in (0, 1, 2): add('alpha%d.webp' % f, tool(['cwebp', '-quiet', '-alpha_method', str(f % 2), '-alpha_filter', ['none', 'fast', 'best'][f], '-exact', 'IN', '-o', 'OUT'], save(alpha, 'PNG'), 'png', 'webp'))
add('tall.webp', tool(['cwebp', '-quiet', '-m', '0', 'IN', '-o', 'OUT'], save(scene(9, 300), 'PNG'), 'png', 'webp'))
add('wide.webp', tool(['cwebp', '-quiet', '-m', '2', 'IN', '-o', 'OUT'], save(scene(300, 7), 'PNG'), 'png', 'webp'))
add('one.webp', tool(['cwebp', '-quiet', 'IN', '-o', 'OUT'], save(scene(1, 1), 'PNG'), 'png', 'webp'))
frames = [Image.fromarray(scene(seed=i)) for i in range(3)]
add('animated.webp', save(frames[0], 'WEBP', save_all=True, append_images=frames[1:], quality=60))
add('mixed.webp', save(frames[0], 'WEBP', save_all=True, append_images=frames[1:], allow_mixed=True))
blank = Image.new('RGB', (W, H), 'black')
b = save(blank, 'WEBP', save_all=True, append_images=frames[1:2], lossless=True)
add('blank.webp', b, np.asarray(frames[1]))
clear = Image.new('RGBA', (W, H), (0, 0, 0, 0))
add('clear.webp', save(clear, 'WEBP', save_all=True, append_images=[frames[2].convert('RGBA')], lossless=True), np.asarray(frames[2]))
# GIF
quant = [f.quantize(32) for f in frames]
add('plain.gif', save(quant[0], 'GIF')); add('interlaced.gif', save(quant[1], 'GIF', interlace=1))
add('animated.gif', save(quant[0], 'GIF', save_all=True, append_images=quant[1:]))
add('grey.gif', save(Image.fromarray(S).convert('L'), 'GIF')); add('two.gif', save(Image.fromarray(S).convert('1'), 'GIF'))
solid = Image.new('P', (W, H), 0); solid.putpalette([20, 30, 40] + [0] * 765)
add('blank.gif', save(solid, 'GIF', save_all=True, append_images=quant[1:2], disposal=1), np.asarray(quant[1].convert('RGB')))
hole = quant[2].copy(); add('transparent.gif', save(hole, 'GIF', transparency=3))
# PNG
for mode in ('1', 'L', 'P', 'LA', 'RGBA', 'I;16'):
    im = Image.fromarray(alpha).convert('RGBA') if 'A' in mode else Image.fromarray(S)
    if mode == 'I;16':
        im = Image.fromarray((np.asarray(Image.fromarray(S).convert('L')).astype(np.uint16) * 257))
        add('grey16.png', save(im, 'PNG'), np.repeat((np.asarray(im) >> 8).astype(np.uint8)[..., None], 3, 2)); continue
    im = im.convert(mode); add('mode%s.png' % mode, save(im, 'PNG'))
for n in (2, 4, 16): add('palette%d.png' % n, save(Image.fromarray(S).quantize(n), 'PNG', bits={2: 1, 4: 2, 16: 4}[n]))
add('key.png', save(Image.fromarray(S), 'PNG', transparency=tuple(int(v) for v in S[5, 5])))
add('interlaced.png', tool(['convert', 'IN', '-interlace', 'PNG', 'OUT'], P, 'png', 'png'))
apng = save(blank, 'PNG', save_all=True, append_images=[frames[1]])
add('blank.png', apng, np.asarray(frames[1]))
white = np.dstack([np.full((H, W, 3), 255, np.uint8), np.zeros((H, W), np.uint8)]); white[8:20, 8:30, 3] = 255
add('white-on-clear.png', save(white, 'PNG'))
black = white.copy(); black[..., :3] = 0; add('black-on-clear.png', save(black, 'PNG'))
both = white.copy(); both[8:14, :, :3] = 0; add('both-on-clear.png', save(both, 'PNG'))
def chunk(t, d): return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
def cgbi(a):
    rows = b''
    for row in a.astype(int):
        c = row[:, [2, 1, 0]] * row[:, 3:] // 255
        rows += b'\0' + np.hstack([c, row[:, 3:]]).astype(np.uint8).tobytes()
    z = zlib.compressobj(9, zlib.DEFLATED, -15); d = z.compress(rows) + z.flush()
    return b'\x89PNG\r\n\x1a\n' + chunk(b'CgBI', b'\x50\x00\x20\x02') + chunk(b'IHDR', struct.pack('>IIBBBBB', a.shape[1], a.shape[0], 8, 6, 0, 0, 0)) + chunk(b'IDAT', d) + chunk(b'IEND', b'')
op = np.dstack([S, np.full((H, W), 255, np.uint8)]); add('cgbi.png', cgbi(op), S)
# JPEG
for sub in (0, 1, 2):
    for prog in (False, True): add('sub%d%s.jpg' % (sub, 'p' if prog else ''), save(S, 'JPEG', subsampling=sub, progressive=prog, quality=80))
add('grey.jpg', save(Image.fromarray(S).convert('L'), 'JPEG')); add('restart.jpg', tool(['cjpeg', '-restart', '1', '-outfile', 'OUT', 'IN'], save(S, 'PPM'), 'ppm', 'jpg'))
cm = save(Image.fromarray(S).convert('CMYK'), 'JPEG'); add('cmyk.jpg', cm)
dup = bytearray(cm); i = dup.index(b'\xff\xc0'); j = dup.index(b'\xff\xda')
for k in range(4): dup[i + 10 + 3 * k] = 1; dup[j + 5 + 2 * k] = 1
add('duplicate-ids.jpg', bytes(dup), flat(Image.open(io.BytesIO(cm))))
add('rgb.jpg', tool(['cjpeg', '-rgb', '-outfile', 'OUT', 'IN'], save(S, 'PPM'), 'ppm', 'jpg'))
for k, extra in (('arith', []), ('arithp', ['-progressive'])):
    d = tool(['cjpeg', '-arithmetic', *extra, '-outfile', 'OUT', 'IN'], save(S, 'PPM'), 'ppm', 'jpg')
    ppm = tool(['djpeg', '-ppm', '-outfile', 'OUT', 'IN'], d, 'jpg', 'ppm'); add(k + '.jpg', d, np.asarray(Image.open(io.BytesIO(ppm))))
# TIFF
def tif(name, a, rgb=None, **k):
    b = io.BytesIO(); tifffile.imwrite(b, a, metadata=None, **k); add(name, b.getvalue(), rgb)
G = np.asarray(Image.fromarray(S).convert('L'))
def stretch(a):
    a = a.astype(float); v = np.floor((a - a.min()) * (255 / (a.max() - a.min())) + .5).astype(np.uint8)
    return np.repeat(v[..., None], 3, 2) if v.ndim == 2 else v
for c in (None, 'lzw', 'zlib', 'packbits'):
    tif('rgb-%s.tif' % c, S, S, photometric='rgb', compression=c, rowsperstrip=7)
    tif('tiled-%s.tif' % c, S, S, photometric='rgb', compression=c, tile=(16, 16))
tif('predictor.tif', S, S, photometric='rgb', compression='lzw', predictor=True)
tif('planar.tif', np.moveaxis(S, -1, 0).copy(), S, photometric='rgb', planarconfig='separate')
tif('jpeg.tif', scene(64, 48), None, photometric='ycbcr', compression='jpeg', rowsperstrip=16)
tif('bilevel.tif', (G > 128), np.repeat((255 * (G > 128)).astype(np.uint8)[..., None], 3, 2), photometric='minisblack')
tif('big-endian.tif', (S.astype('>u2') * 257), S, photometric='rgb', byteorder='>')
tif('bigtiff.tif', S, S, photometric='rgb', bigtiff=True)
tif('miniswhite.tif', G, np.repeat((255 - G)[..., None], 3, 2), photometric='miniswhite')
sg = (G.astype(int) - 100)
tif('int8.tif', np.clip(sg, -128, 127).astype(np.int8), stretch(np.clip(sg, -128, 127)), photometric='minisblack')
tif('int16.tif', (sg * 77).astype(np.int16), stretch(sg * 77), photometric='minisblack')
tif('int32.tif', (sg * 777777).astype(np.int32), stretch(sg * 777777), photometric='minisblack')
f = (sg / 37.0)
tif('float16.tif', f.astype(np.float16), stretch(f.astype(np.float16)), photometric='minisblack')
tif('float32.tif', f.astype(np.float32), stretch(f.astype(np.float32)), photometric='minisblack')
tif('float64.tif', f.astype(np.float64), stretch(f), photometric='minisblack')
tif('float-rgb.tif', (S / 100.0).astype(np.float32), stretch((S / 100.0).astype(np.float32)), photometric='rgb')
tif('float-zip.tif', f.astype(np.float32), stretch(f.astype(np.float32)), photometric='minisblack', compression='zlib', predictor=True)
nan = f.astype(np.float32).copy(); nan[0, 0] = np.nan; nan[1, 1] = np.inf
exp = stretch(np.where(np.isfinite(nan), nan, f.min())); tmpf = f.copy(); 
fin = nan[np.isfinite(nan)]; lv = np.where(np.isfinite(nan), np.floor((nan.astype(float) - fin.min()) * (255 / (float(fin.max()) - float(fin.min()))) + .5), 0)
tif('float-nan.tif', nan, np.repeat(np.nan_to_num(lv).astype(np.uint8)[..., None], 3, 2), photometric='minisblack')
tif('uint32.tif', G.astype(np.uint32) << 24, np.repeat(G[..., None], 3, 2), photometric='minisblack')
b = io.BytesIO()
with tifffile.TiffWriter(b) as t:
    t.write(scene(12, 8), photometric='rgb', subfiletype=1, metadata=None); t.write(S, photometric='rgb', metadata=None)
add('thumbnail-first.tif', b.getvalue(), S)
b = io.BytesIO()
with tifffile.TiffWriter(b) as t:
    t.write(scene(12, 8), photometric='rgb', subfiletype=1, subifds=1, metadata=None); t.write(S, photometric='rgb', metadata=None)
add('full-in-subifd.tif', b.getvalue(), S)
b = io.BytesIO()
with tifffile.TiffWriter(b, bigtiff=True, byteorder='>') as t:
    t.write(scene(12, 8), photometric='rgb', subfiletype=1, subifds=1, metadata=None); t.write(S, photometric='rgb', metadata=None)
add('big-subifd.tif', b.getvalue(), S)
b = io.BytesIO()
with tifffile.TiffWriter(b) as t:
    t.write(S, photometric='rgb', metadata=None); t.write(scene(90, 70), photometric='rgb', subfiletype=1, metadata=None)
add('reduced-second.tif', b.getvalue(), S)
pal = (np.random.RandomState(5).randint(0, 256, (3, 256)) * 257).astype(np.uint16)
idx = np.dstack([G, np.full((H, W), 9, np.uint8)])
def raw_tiff(entries, data):
    n = len(entries); off = 8 + 2 + 12 * n + 4; ext = b''; ifd = struct.pack('<H', n)
    for tag, typ, vals in sorted(entries):
        size = {3: 2, 4: 4}[typ]; v = b''.join(struct.pack({3: '<H', 4: '<I'}[typ], x) for x in vals)
        if len(v) <= 4: ifd += struct.pack('<HHI', tag, typ, len(vals)) + v.ljust(4, b'\0')
        else: ifd += struct.pack('<HHII', tag, typ, len(vals), off + len(ext)); ext += v
    pos = off + len(ext)
    return (b'II*\0\x08\0\0\0' + ifd + b'\0\0\0\0' + ext + data).replace(struct.pack('<I', 0xDEADBEEF), struct.pack('<I', pos))
for extra in (0, 2):
    d = raw_tiff([(256, 4, [W]), (257, 4, [H]), (258, 3, [8, 8]), (259, 3, [1]), (262, 3, [3]), (273, 4, [0xDEADBEEF]), (277, 3, [2]), (278, 4, [H]), (279, 4, [2 * W * H]), (320, 3, list(map(int, pal.flatten()))), (338, 3, [extra])], idx.tobytes())
    colors = (pal >> 8).T[G].astype(np.uint8)
    rgba = np.dstack([colors, np.full((H, W), 9, np.uint8)])
    add('palette-extra%d.tif' % extra, d, colors if extra == 0 else flat(Image.fromarray(rgba)))
# BMP
def bmp(w, h, bits, comp, data, pal):
    off = 14 + 40 + len(pal)
    return b'BM' + struct.pack('<IHHI', off + len(data), 0, 0, off) + struct.pack('<IiiHHIIiiII', 40, w, h, 1, bits, comp, len(data), 0, 0, len(pal) // 4, 0) + pal + data
colors = np.random.RandomState(3).randint(0, 256, (16, 3)).astype(np.uint8)
bp = b''.join(bytes([c[2], c[1], c[0], 0]) for c in colors)
def rows(a): return colors[np.asarray(a)[::-1]]
add('rle8-overrun.bmp', bmp(4, 3, 8, 1, bytes([7, 1, 0, 0, 9, 2, 0, 0, 4, 3, 0, 1]), bp), rows([[1] * 4, [2] * 4, [3] * 4]))
add('rle8-empty-row.bmp', bmp(4, 3, 8, 1, bytes([4, 1, 0, 0, 0, 0, 4, 3, 0, 1]), bp), rows([[1] * 4, [0] * 4, [3] * 4]))
add('rle8-short.bmp', bmp(4, 3, 8, 1, bytes([2, 1, 0, 0, 3, 2, 0, 1]), bp), rows([[1, 1, 0, 0], [2, 2, 2, 0], [0] * 4]))
add('rle8-delta.bmp', bmp(4, 3, 8, 1, bytes([1, 1, 0, 2, 1, 1, 2, 3, 0, 1]), bp), rows([[1, 0, 0, 0], [0, 0, 3, 3], [0] * 4]))
add('rle8-literal.bmp', bmp(4, 2, 8, 1, bytes([0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0, 3, 7, 8, 9, 0, 0, 1]), bp), rows([[1, 2, 3, 4], [7, 8, 9, 0]]))
add('rle4-overrun.bmp', bmp(5, 2, 4, 2, bytes([8, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 0, 1]), bp), rows([[1, 2, 1, 2, 1], [3, 4, 5, 6, 7]]))
for m in ('1', 'L', 'P', 'RGB'): add('mode%s.bmp' % m, save(Image.fromarray(S).convert(m), 'BMP'))
add('top-down.bmp', bytes(bytearray(save(S, 'BMP')[:22]) + struct.pack('<i', -H) + save(S[::-1].copy(), 'BMP')[26:]), S)
# ICO, PNM, PSD
big = scene(256, 256, 4)
def ico(dib, bits, planes=1): return b'\0\0\1\0\1\0' + struct.pack('<BBBBHHII', 0, 0, 0, 0, planes, bits, len(dib), 22) + dib
flat_big = np.zeros((256, 256, 3), np.uint8); flat_big[:] = (40, 90, 160); flat_big[60:200, 30:220] = (200, 180, 20)
png_big = save(flat_big, 'PNG')
for bits, planes in ((0, 0), (32, 1), (256, 1), (24, 2)): add('deep%d.ico' % bits, ico(png_big, bits, planes), flat_big)
add('small.ico', save(Image.fromarray(scene(32, 32)), 'ICO', sizes=[(32, 32)]), scene(32, 32))
add('bitmap.ico', save(Image.fromarray(scene(32, 32)), 'ICO', sizes=[(32, 32)], bitmap_format='bmp'), scene(32, 32))
add('rgb.ppm', save(S, 'PPM')); add('grey.pgm', save(Image.fromarray(G), 'PPM')); add('bits.pbm', save(Image.fromarray(S).convert('1'), 'PPM'))
add('plain.ppm', tool(['convert', 'IN', '-compress', 'none', 'OUT'], P, 'png', 'ppm'), S)
add('deep.pgm', b'P5 %d %d 65535\n' % (W, H) + (G.astype('>u2') * 257).tobytes(), np.repeat(G[..., None], 3, 2))
add('rgb.psd', tool(['convert', 'IN', 'OUT'], P, 'png', 'psd'), S)
add('rle.psd', tool(['convert', 'IN', '-compress', 'RLE', 'OUT'], P, 'png', 'psd'), S)
# HEIF, AVIF, JXL
P64 = save(scene(64, 48), 'PNG')
def heif(data):
    h = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True); return np.asarray(h.to_pillow().convert('RGB'))
add('whole.heic', d := tool(['heif-enc', '-q', '85', '-p', 'chroma=444', 'IN', '-o', 'OUT'], P64, 'png', 'heic'), heif(d))
def brands(d, major, others):
    n = struct.unpack('>I', d[:4])[0]; f = b'ftyp' + major + b'\0\0\0\0' + b''.join(others); f = f.ljust(n - 4, b'\0')[:n - 4]
    return struct.pack('>I', n) + f + d[n:]
for g in (b'mif1', b'miaf', b'msf1'): add('brand-%s.heic' % g.decode(), e := brands(d, g, [g, b'miaf'][:1]), heif(d))
a = tool(['avifenc', '-s', '6', '--min', '5', '--max', '12', '-y', '444', 'IN', 'OUT'], P64, 'png', 'avif')
add('whole.avif', a, np.asarray(Image.open(io.BytesIO(a)).convert('RGB')))
add('brand-mif1.avif', brands(a, b'mif1', [b'mif1', b'miaf']), np.asarray(Image.open(io.BytesIO(a)).convert('RGB')))
a12 = tool(['avifenc', '-s', '6', '-d', '12', '--min', '5', '--max', '12', '-y', '444', 'IN', 'OUT'], P64, 'png', 'avif')
add('deep444.avif', a12, np.asarray(Image.open(io.BytesIO(a12)).convert('RGB')))
add('whole.jxl', j := tool(['cjxl', '-d', '1', 'IN', 'OUT'], P64, 'png', 'jxl'), np.asarray(Image.open(io.BytesIO(tool(['djxl', 'IN', 'OUT'], j, 'jxl', 'png'))).convert('RGB')))
add('blank.jxl', tool(['cjxl', '-d', '0', 'IN', 'OUT'], out['blank.gif'], 'gif', 'jxl'), np.asarray(quant[1].convert('RGB')))
b1 = Image.new('RGB', (W, H), (9, 9, 9)); add('uniform.jxl', tool(['cjxl', '-d', '0', 'IN', 'OUT'], save(b1, 'PNG'), 'png', 'jxl'), np.asarray(b1))
# High dynamic range: the scene with reference white at 203 cd/m2 in BT.2020
def pq(l):
    p = (l / 10000.0) ** 0.1593017578125
    return ((0.8359375 + 18.8515625 * p) / (1 + 18.6875 * p)) ** 78.84375
def hlg(l):
    y = (l / 1000.0); lum = (y * [0.2627, 0.678, 0.0593]).sum(-1, keepdims=True)
    e = y * np.maximum(lum, 1e-9) ** (-0.2 / 1.2)
    return np.where(e <= 1 / 12, np.sqrt(3 * e), 0.17883277 * np.log(np.maximum(12 * e - 0.28466892, 1e-9)) + 0.55991073)
sdr = (scene(64, 48) * 0.85).astype(np.uint8); v = sdr / 255.0
lin = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4) @ np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]).T
for name, curve, code in (('pq', pq, 16), ('hlg', hlg, 18)):
    samples = np.clip(np.round(curve(lin * 203) * 65535), 0, 65535).astype('>u2')
    raw = b''.join(b'\0' + r.tobytes() for r in samples)
    png = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 48, 16, 2, 0, 0, 0)) + chunk(b'cICP', bytes([9, code, 0, 1])) + chunk(b'IDAT', zlib.compress(raw)) + chunk(b'IEND', b'')
    plain = png.replace(chunk(b'cICP', bytes([9, code, 0, 1])), b'')
    add(name + '.png', png, sdr)
    add(name + '.avif', tool(['avifenc', '-s', '6', '-d', '10', '--min', '3', '--max', '8', '-y', '444', '--cicp', '9/%d/9' % code, 'IN', 'OUT'], plain, 'png', 'avif'), sdr)
    b = io.BytesIO(); pillow_heif.from_bytes('RGB;16', (64, 48), samples.astype('<u2').tobytes()).save(b, quality=95, chroma=444, color_primaries=9, transfer_characteristics=code, matrix_coefficients=9, full_range_flag=1, save_nclx_profile=True)
    add(name + '.heic', b.getvalue(), sdr)
    add(name + '.jxl', tool(['cjxl', '-d', '0.5', '-x', 'color_space=RGB_D65_202_Rel_' + {16: 'PeQ', 18: 'HLG'}[code], 'IN', 'OUT'], plain, 'png', 'jxl'), sdr)
D = S / 100.0
for n, k in {'floats': {}, 'tiles': dict(tile=(16, 16)), 'big-endian': dict(byteorder='>')}.items():
    tif('float64-%s.tif' % n, D, stretch(D), photometric='rgb', compression='zlib', predictor=3, **k)
b = io.BytesIO(); tifffile.imwrite(b, D, photometric='rgb', metadata=None)
for n, k in {'': ['-r', '7'], '-tiles': ['-t', '-w', '16', '-l', '32'], '-big-endian': ['-B']}.items():
    add('float64-differences%s.tif' % n, tool(['tiffcp', '-c', 'zip:2', *k, 'IN', 'OUT'], b.getvalue(), 'tif', 'tif'), stretch(D))
tif('float64-planes.tif', np.moveaxis(D, -1, 0).copy(), stretch(D), photometric='rgb', planarconfig='separate', compression='zlib', predictor=3)
tif('float64-planes-plain.tif', np.moveaxis(D, -1, 0).copy(), stretch(D), photometric='rgb', planarconfig='separate')
for c in ('zstd', 'lzma', 'webp', 'jpeg2000', 'jpegxl', 'lerc'):
    b = io.BytesIO(); tifffile.imwrite(b, S, photometric='rgb', compression=c, metadata=None); out[c + '.tif.refused'] = b.getvalue()
# DNG previews that are no JPEG file: the layouts of Leica, Android and converters
DNG = [(50706, 'B', 4, bytes([1, 4, 0, 0]), True), (272, 's', 0, 'Phone 1', True)]
def dng(name, preview, rgb=S, **k):
    b = io.BytesIO()
    with tifffile.TiffWriter(b) as t:
        t.write(preview, subfiletype=1, subifds=1, metadata=None, extratags=DNG, **k)
        t.write(np.full((2 * H, 2 * W), 900, np.uint16), photometric=32803, subfiletype=0, metadata=None)
    if rgb is None:
        with tifffile.TiffFile(io.BytesIO(b.getvalue())) as t: rgb = t.pages[0].asarray()
    add(name, b.getvalue(), rgb)
dng('plain.dng', S, photometric='rgb'); dng('tiles.dng', S, photometric='rgb', tile=(16, 16))
dng('tiles-zip.dng', S, photometric='rgb', tile=(16, 16), compression='zlib', predictor=True)
dng('deep.dng', S.astype(np.uint16) * 257, photometric='rgb'); dng('grey.dng', G, np.repeat(G[..., None], 3, 2), photometric='minisblack')
ycc = Image.fromarray(S).convert('YCbCr')
dng('ycbcr.dng', np.asarray(ycc), np.asarray(ycc.convert('RGB')), photometric='ycbcr', subsampling=(1, 1))
dng('jpeg-tiles.dng', scene(64, 48), None, photometric='rgb', compression='jpeg', tile=(16, 16))
dng('jpeg-strips.dng', scene(64, 48), None, photometric='rgb', compression='jpeg', rowsperstrip=16)
# TIFF: the lowest sample is white; further samples after alpha
for n, v in (('int16', (sg * 77).astype(np.int16)), ('float32', f.astype(np.float32)), ('float64', f)):
    tif('white-%s.tif' % n, v, 255 - stretch(v), photometric='miniswhite')
    tif('white-%s-zip.tif' % n, v, 255 - stretch(v), photometric='miniswhite', compression='zlib', predictor=True)
full = np.full((H, W), 255, np.uint8)
tif('grey-alpha-extra.tif', np.dstack([G, full, G // 2]), np.repeat(G[..., None], 3, 2), photometric='minisblack', extrasamples=['unassalpha', 'unspecified'], planarconfig='contig')
tif('float-extras.tif', np.dstack([G, full, full]).astype(np.float32), stretch(G), photometric='minisblack', extrasamples=['unspecified'] * 2, planarconfig='contig')
rich = np.dstack([G, full, G // 2])
add('palette-extras.tif', raw_tiff([(256, 4, [W]), (257, 4, [H]), (258, 3, [8, 8, 8]), (259, 3, [1]), (262, 3, [3]), (273, 4, [0xDEADBEEF]), (277, 3, [3]), (278, 4, [H]), (279, 4, [3 * W * H]), (320, 3, list(map(int, pal.flatten()))), (338, 3, [2, 0])], rich.tobytes()), (pal >> 8).T[G].astype(np.uint8))
# BMP: literal pixels beyond a row that is not written again, and that fill the image
add('rle8-literal-on.bmp', bmp(4, 3, 8, 1, bytes([0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 4, 7, 0, 1]), bp), rows([[1, 2, 3, 4], [5, 6, 0, 0], [7] * 4]))
add('rle8-literal-all.bmp', bmp(2, 2, 8, 1, bytes([0, 5, 1, 2, 3, 4, 5, 0, 0, 0, 2, 7, 0, 1]), bp), rows([[1, 2], [3, 4]]))
# PSD: a transparent merged image, white on white, plain and packed
shape = np.zeros((H, W), np.uint8); shape[8:20, 8:30] = 255
def psd(packed):
    white = np.full((H, W), 255, np.uint8)
    info = struct.pack('>h', -1) + struct.pack('>iiiiH', 0, 0, 0, 0, 0) + b'8BIMnorm' + bytes([255, 0, 0, 0]) + struct.pack('>III', 12, 0, 0) + b'\1L\0\0'
    section = struct.pack('>I', len(info)) + info + struct.pack('>I', 0)
    planes = [white, white, white, shape]
    def row(r): return b''.join(bytes([0, v]) for v in r)
    data = b'\0\0' + b''.join(p.tobytes() for p in planes)
    if packed: data = b'\0\1' + b''.join(struct.pack('>H', 2 * W) for _ in range(4 * H)) + b''.join(row(r) for p in planes for r in p)
    return b'8BPS\0\1' + bytes(6) + struct.pack('>HIIHH', 4, H, W, 8, 3) + bytes(8) + struct.pack('>I', len(section)) + section + data
seen = np.where(shape[..., None] > 0, 255, 40).repeat(3, 2).astype(np.uint8)
add('transparent.psd', psd(False), seen); add('transparent-packed.psd', psd(True), seen)
# A first frame of noise only
noise = Image.fromarray(np.clip(np.random.RandomState(6).normal(4, 1, (H, W, 3)), 0, 8).astype(np.uint8))
add('noise.webp', save(noise, 'WEBP', save_all=True, append_images=frames[1:2], lossless=True), np.asarray(frames[1]))
add('noise.png', save(noise, 'PNG', save_all=True, append_images=[frames[1]]), np.asarray(frames[1]))
if __name__ == '__main__':
    with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for n, d in out.items():
            z.writestr(zipfile.ZipInfo(n, (2024, 1, 1, 0, 0, 0)), d, zipfile.ZIP_DEFLATED)
    print(len(out) // 2, 'files', os.path.getsize(sys.argv[1]))
