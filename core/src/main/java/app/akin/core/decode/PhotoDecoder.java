package app.akin.core.decode;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.ZipException;

/// Decodes photos from their bytes: JPEG, PNG, GIF and WebP (first frame), BMP, TIFF (first page),
/// HEIC, AVIF, JPEG XL, Photoshop files (merged picture), icons (largest picture), anymaps, and raw
/// files (largest preview).
///
/// The content chooses the format, never a name. Whatever the bytes are, the answer is a value: no
/// exception, no loop without end, and nothing is allocated for pixels that the header shows to be
/// too many. Thread-safe; [#decode] works in the caller's thread.
public final class PhotoDecoder {
  /// How many first bytes [#isImage] needs to know every format.
  public static final int HEAD_BYTES = Format.HEAD;

  /// No array holds more: four samples a pixel is the most any format needs.
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 4 - 16;

  private static final int LONGEST_DETAIL = 100;
  private static final byte[] NO_THUMBNAIL = {};

  private final long maxPixels;
  private final int thumbnailSide;
  private final FastJpeg fastJpeg;
  private final VideoFrames videoFrames;
  private final SystemJxl jxl = new SystemJxl();
  private final Codecs codecs;
  private final Thumbnails thumbnails;

  /// A decoder.
  ///
  /// @param maxPixels pictures of more are refused as too large
  /// @param thumbnailSide the most pixels of a thumbnail's longer side
  /// @param natives the folder that the native codec is unpacked to when it is first needed
  public PhotoDecoder(long maxPixels, int thumbnailSide, Path natives) {
    this.maxPixels = Math.min(maxPixels, MOST_PIXELS);
    this.thumbnailSide = thumbnailSide;
    this.fastJpeg = new FastJpeg(natives);
    this.videoFrames = new VideoFrames(natives);
    this.codecs = Codecs.find();
    this.thumbnails = new Thumbnails(thumbnailSide, fastJpeg, codecs.writer());
  }

  /// Why JPEG files are read by Java's own codec, which gives the same pictures and takes several
  /// times as long: the native one could not be loaded. Empty where it was, or no picture has asked
  /// for it yet.
  public Optional<String> slowness() {
    return fastJpeg.fault();
  }

  /// Whether a file of this name is taken for an image, whatever is inside: its extension is one of
  /// a format that is read, in any case.
  public static boolean hasImageExtension(String fileName) {
    return Format.hasExtension(fileName);
  }

  /// What a file's name and its sidecar say of its photo; the sidecar comes first.
  ///
  /// @param sidecar the bytes of the XMP file beside it, empty for none
  public static FileFacts fileFacts(String fileName, byte[] sidecar) {
    XmpFacts xmp = XmpFacts.read(sidecar);
    if (xmp.taken() != null) {
      return new FileFacts(xmp.taken(), DateSource.XMP, xmp.rating());
    }
    LocalDateTime named = NameDate.of(fileName);
    return new FileFacts(named, named == null ? null : DateSource.NAME, xmp.rating());
  }

  /// Whether files of this name need a codec that this computer does not have now.
  public boolean lacksCodec(String fileName) {
    return switch (Format.named(fileName)) {
      case HEIC, AVIF -> videoFrames.codec().isEmpty();
      case JXL -> jxl.codec().isEmpty();
      case JPEG, PNG, GIF, BMP, TIFF, WEBP, PSD, ICO, PNM, RAW -> false;
    };
  }

  /// Whether a file begins as one of the formats that are read does.
  ///
  /// @param head its first bytes, [#HEAD_BYTES] of them or the whole of a shorter file
  /// @param length how many bytes of the array count
  public static boolean isImage(byte[] head, int length) {
    try {
      Format.of(head, length);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /// The key of what a file shows, for any bytes. Of a JPEG it leaves out what programs write
  /// beside the picture (APPn and COM segments but for orientation and the meaning of samples, and
  /// what follows the end); of other formats it is the hash of the whole file.
  public ContentKey key(byte[] file) {
    return ContentKeys.of(file);
  }

  /// What a file's header and metadata say: its size is known before a pixel is decoded.
  public Probe probe(byte[] file) {
    try {
      Format format = format(file);
      return new Probe.Readable(facts(format, open(format, file)));
    } catch (RefusedException e) {
      return new Probe.Refused(e.kind(), e.detail());
    } catch (RuntimeException e) {
      RefusedException refusal = broken(e);
      return new Probe.Refused(refusal.kind(), refusal.detail());
    }
  }

  /// Roughly the bytes that [#decode] of a file with these facts takes beside the file itself, the
  /// raster included: what a pool adds up to stay within its budget.
  public static long memory(PhotoFacts facts) {
    int bytesPerPixel =
        switch (Format.valueOf(facts.format())) {
          case JPEG, RAW -> 9; // samples, progressive coefficients
          case PNG, BMP, ICO, PSD -> 8;
          case GIF, PNM -> 7;
          case TIFF, WEBP -> 16; // the codec's picture beside ours
          case JXL -> 12; // floating point inside
          case HEIC, AVIF -> 14; // the codec's frame twice, of up to 16 bits
        };
    int turned = facts.orientation() == 1 ? 0 : 3;
    return (1L << 20) + (bytesPerPixel + turned) * ((long) facts.width() * facts.height());
  }

  /// Decodes a picture and, for the index, makes its thumbnail from the same pixels. The raster may
  /// then be smaller than the facts say; see [Purpose.Indexing].
  public Decoding decode(byte[] file, Purpose purpose) {
    try {
      return decoded(file, purpose);
    } catch (RefusedException e) {
      return new Decoding.Refused(e.kind(), e.detail());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      RefusedException refusal = broken(e);
      return new Decoding.Refused(refusal.kind(), refusal.detail());
    } catch (OutOfMemoryError e) {
      // The one allocation that was too large is gone again: the next photo may be small.
      RefusedException refusal = RefusedException.tooLarge("needs more memory than there is");
      return new Decoding.Refused(refusal.kind(), refusal.detail());
    }
  }

  private Decoding decoded(byte[] file, Purpose purpose) throws RefusedException, IOException {
    Format format = format(file);
    ImageFile image = open(format, file);
    PhotoFacts facts = facts(format, image);
    Picture picture = image.read(enough(purpose));
    int orientation = facts.orientation();
    return switch (purpose) {
      case Purpose.Indexing _ ->
          new Decoding.Decoded(
              facts, upright(picture, orientation), thumbnails.make(picture, orientation));
      case Purpose.Viewing(int longSide) ->
          new Decoding.Decoded(
              facts, Thumbnails.seen(picture, orientation, longSide), NO_THUMBNAIL);
      case Purpose.Query _ ->
          new Decoding.Decoded(facts, upright(picture, orientation), NO_THUMBNAIL);
    };
  }

  private Enough enough(Purpose purpose) {
    return switch (purpose) {
      case Purpose.Indexing(int modelSide) -> Enough.forIndexing(modelSide, thumbnailSide);
      case Purpose.Viewing(int longSide) -> new Enough(1, longSide);
      case Purpose.Query _ -> Enough.ALL;
    };
  }

  private static Raster upright(Picture picture, int orientation) {
    int width = picture.width();
    int height = picture.height();
    byte[] rgb = Orientation.upright(picture.rgb(), width, height, orientation);
    return Orientation.swaps(orientation)
        ? new Raster(height, width, rgb)
        : new Raster(width, height, rgb);
  }

  private static Format format(byte[] file) throws RefusedException {
    if (file.length == 0) {
      throw RefusedException.damaged("is empty");
    }
    return Format.of(file);
  }

  private ImageFile open(Format format, byte[] file) throws RefusedException {
    ImageFile image =
        switch (format) {
          case JPEG -> JpegFile.open(file, fastJpeg, codecs.reader());
          case PNG -> PngFile.open(file);
          case GIF -> GifFile.open(file);
          case BMP -> BmpFile.open(file);
          case TIFF -> TiffFile.open(file);
          case WEBP -> WebpFile.open(file);
          case HEIC, AVIF -> HeifFile.open(file, videoFrames);
          case JXL -> JxlFile.open(file, jxl);
          case PSD -> PsdFile.open(file);
          case ICO -> IcoFile.open(file);
          case PNM -> PnmFile.open(file);
          case RAW -> RawFile.open(file, fastJpeg, codecs.reader());
        };
    if (image.width() <= 0 || image.height() <= 0) {
      throw RefusedException.damaged("is " + image.width() + " by " + image.height() + " pixels");
    }
    if (image.decodedPixels() > maxPixels) {
      throw RefusedException.tooLarge("is " + image.width() + " by " + image.height() + " pixels");
    }
    return image;
  }

  private static PhotoFacts facts(Format format, ImageFile image) {
    return FactsReader.read(format, image);
  }

  /// What a codec threw at broken bytes, as a refusal in one line.
  private static RefusedException broken(Throwable thrown) {
    String message = thrown instanceof IOException ? thrown.getMessage() : null;
    if (message == null || thrown instanceof ZipException) {
      return RefusedException.damaged("is broken inside");
    }
    String line = message.replaceAll("\\s+", " ").strip();
    if (line.length() > LONGEST_DETAIL) {
      line = line.substring(0, LONGEST_DETAIL) + "…";
    }
    return line.startsWith("Unsupported") || line.startsWith("Unknown TIFF")
        ? RefusedException.unsupported(line)
        : RefusedException.damaged("is broken inside: " + line);
  }
}
