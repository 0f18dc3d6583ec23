package app.akin.core.decode.facts;

import app.akin.core.photo.FactsPart;
import app.akin.core.photo.FileFacts;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Reads metadata from the blocks of a file (EXIF 2.32, XMP, IPTC, PNG texts), its sidecars and its
/// name. Unreadable and invalid values are omitted: broken metadata never fails a photo.
/// Thread-safe.
public final class FactsReader {
  /// The revision of the reader, stored with the facts. A higher one makes runs read the facts of
  /// known files again. Version 0.1.0 had 1.
  public static final int REVISION = 4;

  /// Larger XMP packets and sidecars are not read. Masks and the history of edits take megabytes.
  public static final int MAX_PACKET_BYTES = 16 << 20;

  private final ExifReader exif;
  private final XmpReader xmp;
  private final IptcReader iptc;
  private final PngTextReader texts;
  private final TakeoutReader takeout;
  private final FileNameDate names;

  /// @param clock its day ends the possible dates, and its zone applies to times in UTC
  public FactsReader(Clock clock) {
    DateReader dates = new DateReader(clock);
    this.exif = new ExifReader(dates);
    this.xmp = new XmpReader(dates);
    this.iptc = new IptcReader(dates);
    this.texts = new PngTextReader(dates);
    this.takeout = new TakeoutReader(dates);
    this.names = new FileNameDate(dates);
  }

  /// Reads the metadata of a file.
  public Metadata read(MetadataBlocks blocks) {
    MetadataBuilder metadata = new MetadataBuilder();
    com.drew.metadata.Metadata directories = ExifReader.parse(blocks.exif());
    IptcReader.parse(blocks.resources(), directories);
    exif.read(directories, metadata);
    xmp.readFile(blocks.xmp(), metadata);
    iptc.read(directories, metadata);
    texts.read(blocks.texts(), metadata);
    exif.readDescriptions(directories, metadata);
    return metadata.build();
  }

  /// Reads what belongs to a file but is not in it.
  ///
  /// @param fileName its name
  /// @param sidecar the bytes of its XMP sidecar, empty for none
  /// @param json the bytes of its Google Takeout file, empty for none
  /// @param picasa the bytes of Picasa's file of its folder, empty for none
  public FileFacts readOutside(String fileName, byte[] sidecar, byte[] json, byte[] picasa) {
    Map<FactsPart, Metadata> parts = new EnumMap<>(FactsPart.class);
    MetadataBuilder correction = new MetadataBuilder();
    xmp.readSidecar(sidecar, correction);
    PicasaReader.read(picasa, fileName, correction);
    put(parts, FactsPart.SIDECAR, correction.build());
    MetadataBuilder exported = new MetadataBuilder();
    takeout.read(json, exported);
    put(parts, FactsPart.TAKEOUT, exported.build());
    MetadataBuilder named = new MetadataBuilder();
    Optional<PhotoDate> date = names.of(fileName);
    named.date(date);
    put(parts, FactsPart.NAME, named.build());
    return new FileFacts(parts);
  }

  private static void put(Map<FactsPart, Metadata> parts, FactsPart part, Metadata metadata) {
    if (!metadata.equals(Metadata.NONE)) {
      parts.put(part, metadata);
    }
  }
}
