package app.akin.core.decode.facts;

import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoDate;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.photoshop.PhotoshopReader;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads IPTC data (IIM 4).
///
/// @param dates reads the dates
record IptcReader(DateReader dates) {
  private static final Logger log = LoggerFactory.getLogger(IptcReader.class);

  private static final byte IPTC_MARKER = 0x1C;

  /// Reads the directories in Photoshop image resources, or a bare IPTC block.
  static void parse(byte[] resources, Metadata directories) {
    if (resources.length > 0) {
      try {
        // Programs omit the padding after the last resource.
        byte[] padded = Arrays.copyOf(resources, resources.length + 1);
        SequentialByteArrayReader reader = new SequentialByteArrayReader(padded);
        if (resources[0] == IPTC_MARKER) {
          new com.drew.metadata.iptc.IptcReader().extract(reader, directories, resources.length);
        } else {
          new PhotoshopReader().extract(reader, padded.length, directories, null);
        }
      } catch (RuntimeException | StackOverflowError e) {
        log.debug("broken image resources: {}", e.toString());
      }
    }
  }

  void read(Metadata directories, MetadataBuilder metadata) {
    for (IptcDirectory iptc : directories.getDirectoriesOfType(IptcDirectory.class)) {
      metadata.date(
          date(
              iptc,
              IptcDirectory.TAG_DATE_CREATED,
              IptcDirectory.TAG_TIME_CREATED,
              DateSource.IPTC));
      metadata.date(
          date(
              iptc,
              IptcDirectory.TAG_DIGITAL_DATE_CREATED,
              IptcDirectory.TAG_DIGITAL_TIME_CREATED,
              DateSource.IPTC_DIGITIZED));
      metadata.placeName(
          iptc.getString(IptcDirectory.TAG_CITY),
          iptc.getString(IptcDirectory.TAG_PROVINCE_OR_STATE),
          iptc.getString(IptcDirectory.TAG_COUNTRY_OR_PRIMARY_LOCATION_NAME));
      @Nullable String @Nullable [] keywords = iptc.getStringArray(IptcDirectory.TAG_KEYWORDS);
      if (keywords != null) {
        for (@Nullable String keyword : keywords) {
          metadata.keyword(keyword, "");
        }
      }
      metadata.title(iptc.getString(IptcDirectory.TAG_OBJECT_NAME));
      metadata.title(iptc.getString(IptcDirectory.TAG_HEADLINE));
      metadata.caption(iptc.getString(IptcDirectory.TAG_CAPTION));
    }
  }

  private Optional<PhotoDate> date(IptcDirectory iptc, int day, int time, DateSource source) {
    @Nullable String date = iptc.getString(day);
    @Nullable String clock = iptc.getString(time);
    if (date == null) {
      return Optional.empty();
    }
    Optional<PhotoDate> both =
        clock == null
            ? Optional.empty()
            : dates.read(date.strip() + "T" + clock.strip(), null, null, source);
    return both.isPresent() ? both : dates.read(date, null, null, source);
  }
}
