package app.akin.core.decode;

import app.akin.core.decode.codec.FrameCodecLoader;
import app.akin.core.decode.codec.JdkJpegCodec;
import app.akin.core.decode.codec.JxlCodecLoader;
import app.akin.core.decode.codec.LeptonicaLoader;
import app.akin.core.decode.facts.FactsReader;
import app.akin.core.decode.facts.MetadataBlocks;
import app.akin.core.decode.format.Codecs;
import app.akin.core.decode.format.ImageFormat;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Orientation;
import app.akin.core.decode.image.ToneMap;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.zip.ZipException;

/// Decodes photos: JPEG, PNG, GIF and WebP (first frame), BMP, TIFF (first page), HEIC, AVIF, JPEG
/// XL, Photoshop files (merged image), icons (largest image), Netpbm files, and raw files (largest
/// preview).
///
/// The content determines the format, never the file name. Decoding returns a value for any input:
/// it does not throw, always terminates, and allocates nothing for pixels if the header shows too
/// many. Thread-safe; [#decode] runs on the caller's thread.
public final class PhotoDecoder {
  /// Number of leading bytes that [#isImage] needs to detect every format.
  public static final int HEAD_BYTES = ImageFormat.HEAD_BYTES;

  /// The revision of the facts that [#probe] and [#factsOutside] read; a higher one reads more or
  /// better.
  public static final int FACTS_REVISION = FactsReader.REVISION;

  /// The revision of [#isMonochrome]; a higher one judges better.
  public static final int MONOCHROME_REVISION = Monochrome.REVISION;

  /// The revision of [#signature]; a higher one computes other signatures.
  public static final int SIGNATURE_REVISION = Signatures.REVISION;

  /// The limit of an array with four samples per pixel, the most that any format needs.
  private static final long MAX_ARRAY_PIXELS = Integer.MAX_VALUE / 4 - 16;

  private static final int MAX_DETAIL_LENGTH = 100;
  private static final byte[] NO_THUMBNAIL = {};

  /// Four pixels for each cell of a signature.
  private static final DecodePurpose ROUGH =
      new DecodePurpose.Viewing(4 * ImageSignature.LUMA_SIDE);

  private final long maxPixels;
  private final int thumbnailSide;
  private final Codecs codecs;
  private final Thumbnails thumbnails;
  private final FactsReader factsReader;

  /// Creates a decoder.
  ///
  /// @param maxPixels larger images are rejected as too large
  /// @param thumbnailSide maximum pixels of a thumbnail's longer side
  /// @param natives the folder into which native codecs are unpacked on first use
  /// @param clock its day ends the possible dates, and its zone applies to times in UTC
  public PhotoDecoder(long maxPixels, int thumbnailSide, Path natives, Clock clock) {
    this.maxPixels = Math.min(maxPixels, MAX_ARRAY_PIXELS);
    this.thumbnailSide = thumbnailSide;
    this.codecs =
        new Codecs(
            new LeptonicaLoader(natives),
            new FrameCodecLoader(natives),
            new JxlCodecLoader(),
            JdkJpegCodec.find());
    this.thumbnails = new Thumbnails(thumbnailSide, codecs.leptonica(), codecs.jdkJpeg().writer());
    this.factsReader = new FactsReader(clock);
  }

  /// Creates a decoder with the clock of the system, in UTC.
  public PhotoDecoder(long maxPixels, int thumbnailSide, Path natives) {
    this(maxPixels, thumbnailSide, natives, Clock.systemUTC());
  }

  /// Returns the reason why the native JPEG codec could not be loaded, in which case the JDK's
  /// codec returns the same pixels but takes several times as long. Empty if it was loaded or not
  /// used yet.
  public Optional<String> nativeJpegError() {
    return codecs.leptonica().loadError();
  }

  /// Returns whether a file name has the extension of a supported format, ignoring case. The
  /// content is not read.
  public static boolean hasImageExtension(String fileName) {
    return Formats.hasExtension(fileName);
  }

  /// Returns the facts of a file that are not in it.
  ///
  /// @param sidecar the bytes of its XMP sidecar, empty for none
  /// @param json the bytes of its Google Takeout file, empty for none
  /// @param picasa the bytes of Picasa's file of its folder, empty for none
  public FileFacts factsOutside(String fileName, byte[] sidecar, byte[] json, byte[] picasa) {
    return factsReader.readOutside(fileName, sidecar, json, picasa);
  }

  /// Returns whether files of this name need a codec that is currently unavailable on this
  /// computer.
  public boolean lacksCodec(String fileName) {
    return Formats.ofFileName(fileName).missingCodec().test(codecs);
  }

  /// Returns the current revision of the pixels of a format: it increases if any of its files is
  /// decoded differently than before.
  ///
  /// @param format a format's stored name
  public static int revision(String format) {
    return Formats.named(format).revision();
  }

  /// Returns the revision after which no further format or kind of file became readable.
  public static int failureRevision() {
    return Formats.all().stream().mapToInt(ImageFormat::revision).max().orElse(0);
  }

  /// Returns whether a file has the signature of a supported format.
  ///
  /// @param head the first [#HEAD_BYTES] bytes, or the complete content of a shorter file
  /// @param length number of valid bytes in the array
  public static boolean isImage(byte[] head, int length) {
    try {
      Formats.of(head, length);
      return true;
    } catch (DecodeException e) {
      return false;
    }
  }

  /// Returns the content key of any bytes. For a JPEG it excludes metadata (APPn and COM segments
  /// except for the orientation and the color model, and data after the end marker); for other
  /// formats it is the hash of the complete file.
  public ContentKey key(byte[] file) {
    return ContentKeys.of(file);
  }

  /// Reads a file's header and metadata, without decoding pixels.
  public ProbeResult probe(byte[] file) {
    try {
      ImageFormat format = format(file);
      return probe(format, open(format, file));
    } catch (DecodeException e) {
      return new ProbeResult.Failed(e.kind(), e.detail());
    } catch (RuntimeException e) {
      DecodeException failure = toDecodeException(e);
      return new ProbeResult.Failed(failure.kind(), failure.detail());
    }
  }

  private ProbeResult probe(ImageFormat format, ImageFile image) {
    PhotoFacts facts = facts(format, image);
    int stated = image.bytesPerPixel();
    int rotated = facts.orientation() == 1 ? 0 : 3;
    int bytesPerPixel = (stated == 0 ? format.bytesPerPixel() : stated) + rotated;
    return new ProbeResult.Readable(
        facts, image.revision(), (1L << 20) + bytesPerPixel * image.decodedPixels());
  }

  /// Decodes an image and, for indexing, creates its thumbnail from the same pixels. The raster may
  /// then be smaller than the size in the facts; see [DecodePurpose.Indexing].
  public DecodeResult decode(byte[] file, DecodePurpose purpose) {
    try {
      return decodeOrThrow(file, purpose);
    } catch (DecodeException e) {
      return new DecodeResult.Failed(e.kind(), e.detail());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      DecodeException failure = toDecodeException(e);
      return new DecodeResult.Failed(failure.kind(), failure.detail());
    } catch (OutOfMemoryError e) {
      // The failed allocation has been released: the next photo may be smaller.
      DecodeException failure = DecodeException.tooLarge("needs more memory than available");
      return new DecodeResult.Failed(failure.kind(), failure.detail());
    }
  }

  /// Returns an image in sRGB as a JPEG file.
  ///
  /// @param quality 1 to 100
  public byte[] jpeg(Raster image, int quality) {
    return thumbnails.encode(image, quality);
  }

  /// Returns whether a stored thumbnail is black and white, or black and white with a warm tone;
  /// empty if it cannot be decoded.
  public Optional<Boolean> isMonochrome(byte[] thumbnail) {
    return decode(thumbnail, DecodePurpose.QUERY) instanceof DecodeResult.Decoded decoded
        ? Optional.of(Monochrome.isMonochrome(decoded.raster()))
        : Optional.empty();
  }

  /// Returns the signature of a stored thumbnail; empty if it cannot be decoded. It depends on
  /// these bytes alone.
  public Optional<ImageSignature> signature(byte[] thumbnail) {
    return decode(thumbnail, DecodePurpose.QUERY) instanceof DecodeResult.Decoded decoded
        ? Optional.of(Signatures.of(decoded.raster()))
        : Optional.empty();
  }

  /// Returns the signature of a stored thumbnail for comparisons, in about half the time of
  /// [#signature]: computed from fewer pixels, so that the sharpness is of another scale and cells
  /// differ by rounding.
  public Optional<ImageSignature> roughSignature(byte[] thumbnail) {
    return decode(thumbnail, ROUGH) instanceof DecodeResult.Decoded decoded
        ? Optional.of(Signatures.of(decoded.raster()))
        : Optional.empty();
  }

  private DecodeResult decodeOrThrow(byte[] file, DecodePurpose purpose)
      throws DecodeException, IOException {
    ImageFormat format = format(file);
    ImageFile image = open(format, file);
    PhotoFacts facts = facts(format, image);
    DecodedImage decoded = Ground.blend(toStandardRange(image.read(minimumSize(purpose))));
    int orientation = facts.orientation();
    return switch (purpose) {
      case DecodePurpose.Indexing _ -> {
        Raster thumbnail = thumbnails.pixels(decoded, orientation);
        yield new DecodeResult.Decoded(
            facts,
            upright(decoded, orientation),
            thumbnails.encode(thumbnail),
            Monochrome.isMonochrome(thumbnail),
            Signatures.of(thumbnail));
      }
      case DecodePurpose.Viewing(int longSide) ->
          new DecodeResult.Decoded(
              facts, Thumbnails.render(decoded, orientation, longSide), NO_THUMBNAIL, false, null);
      case DecodePurpose.Query _ ->
          new DecodeResult.Decoded(facts, upright(decoded, orientation), NO_THUMBNAIL, false, null);
    };
  }

  /// Applies a profile of high dynamic range; other profiles are applied to the thumbnail only.
  private static DecodedImage toStandardRange(DecodedImage image) {
    ToneMap toneMap = image.cmyk() == null ? ToneMap.of(image.profile()) : null;
    return toneMap == null ? image : toneMap.convert(image);
  }

  private MinimumSize minimumSize(DecodePurpose purpose) {
    return switch (purpose) {
      case DecodePurpose.Indexing(int modelSide) ->
          MinimumSize.forIndexing(modelSide, thumbnailSide);
      case DecodePurpose.Viewing(int longSide) -> new MinimumSize(1, longSide);
      case DecodePurpose.Query _ -> MinimumSize.FULL;
    };
  }

  private static Raster upright(DecodedImage image, int orientation) {
    int width = image.width();
    int height = image.height();
    byte[] rgb = Orientation.upright(image.rgb(), width, height, orientation);
    return Orientation.swaps(orientation)
        ? new Raster(height, width, rgb)
        : new Raster(width, height, rgb);
  }

  private static ImageFormat format(byte[] file) throws DecodeException {
    if (file.length == 0) {
      throw DecodeException.empty();
    }
    return Formats.of(file);
  }

  private ImageFile open(ImageFormat format, byte[] file) throws DecodeException {
    ImageFile image = format.opener().open(file, codecs);
    if (image.width() <= 0 || image.height() <= 0) {
      throw DecodeException.damaged("is " + image.width() + " by " + image.height() + " pixels");
    }
    if (image.decodedPixels() > maxPixels) {
      throw DecodeException.tooLarge("is " + image.width() + " by " + image.height() + " pixels");
    }
    return image;
  }

  private PhotoFacts facts(ImageFormat format, ImageFile image) {
    int orientation = image.orientation();
    boolean swaps = Orientation.swaps(orientation);
    return new PhotoFacts(
        format.name(),
        swaps ? image.height() : image.width(),
        swaps ? image.width() : image.height(),
        orientation,
        factsReader.read(
            new MetadataBlocks(
                image.exifParts(), image.xmp(), image.imageResources(), image.texts())));
  }

  /// Converts what a codec threw for corrupt data to an exception with a one-line detail.
  private static DecodeException toDecodeException(Throwable thrown) {
    String message = thrown instanceof IOException ? thrown.getMessage() : null;
    if (message == null || thrown instanceof ZipException) {
      return DecodeException.damaged("is corrupt");
    }
    String line = message.replaceAll("\\s+", " ").strip();
    if (line.length() > MAX_DETAIL_LENGTH) {
      line = line.substring(0, MAX_DETAIL_LENGTH) + "…";
    }
    return line.startsWith("Unsupported") || line.startsWith("Unknown TIFF")
        ? DecodeException.unsupported(line)
        : DecodeException.damaged("is corrupt: " + line);
  }
}
