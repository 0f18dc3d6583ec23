package app.akin.core.place;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The columns of the table of places, as `resources/recipe/make_places.py` writes them: countries,
/// then regions, then cities. A place is its ordinal. Immutable and thread-safe.
final class PlaceData {
  private static final int MAGIC = 0x414B504C;
  private static final int FORMAT = 1;
  private static final int HEADER = 32;
  private static final int BUCKETS = 1 << 16;

  private static final int FORM = 3;
  private static final int CHINESE = 4;
  private static final int SECTION = 8;

  private final ByteBuffer buffer;
  private final int revision;
  private final int countries;
  private final int regions;
  private final int size;
  private final int names;
  private final int index;

  /// Position of the first name of each place in the names; one more than places.
  private final int[] starts;

  /// Number of the first index entry of each bucket; one more than buckets.
  private final int[] buckets;

  /// @param table the uncompressed table
  /// @throws IOException if it has another format
  PlaceData(byte[] table) throws IOException {
    buffer = ByteBuffer.wrap(table);
    if (table.length < HEADER || buffer.getInt(0) != MAGIC || buffer.getInt(4) != FORMAT) {
      throw new IOException("not a table of places");
    }
    revision = buffer.getInt(8);
    countries = buffer.getInt(12);
    regions = buffer.getInt(16);
    size = countries + regions + buffer.getInt(20);
    int lengths = HEADER + 19 * size;
    names = lengths + 2 * size;
    index = names + buffer.getInt(24);
    starts = new int[size + 1];
    for (int i = 0; i < size; i++) {
      starts[i + 1] = starts[i] + Short.toUnsignedInt(buffer.getShort(lengths + 2 * i));
    }
    buckets = new int[BUCKETS + 1];
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i + 1] = buckets[i] + Byte.toUnsignedInt(buffer.get(index + i));
    }
    if (index + BUCKETS + 3 * buckets[BUCKETS] != table.length) {
      throw new IOException("incomplete table of places");
    }
  }

  /// Reads a compressed table.
  static PlaceData read(InputStream compressed) throws IOException {
    byte[] bytes = compressed.readAllBytes();
    // The last four bytes of a GZIP file are the size of its content.
    int size =
        bytes.length < 4
            ? 0
            : Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(bytes.length - 4));
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      return new PlaceData(stream.readNBytes(size));
    }
  }

  int revision() {
    return revision;
  }

  int size() {
    return size;
  }

  /// Returns the ordinal of the first city.
  int firstCity() {
    return countries + regions;
  }

  boolean isCountry(int place) {
    return place < countries;
  }

  boolean isCity(int place) {
    return place >= countries + regions;
  }

  /// Returns GeoNames' number of a place.
  int number(int place) {
    return buffer.getInt(HEADER + 4 * place);
  }

  /// Returns degrees north.
  double latitude(int place) {
    return buffer.getInt(HEADER + 4 * (size + place)) / 1e5;
  }

  /// Returns degrees east.
  double longitude(int place) {
    return buffer.getInt(HEADER + 4 * (2 * size + place)) / 1e5;
  }

  /// Returns the number of inhabitants.
  int population(int place) {
    return buffer.getInt(HEADER + 4 * (3 * size + place));
  }

  /// Returns the form of the identifier: 0 to 3.
  int form(int place) {
    return flags(place) & FORM;
  }

  /// Returns whether the second name is Simplified Chinese.
  boolean hasChineseName(int place) {
    return (flags(place) & CHINESE) != 0;
  }

  /// Returns whether a place is a part of a city that is a place itself.
  boolean isSection(int place) {
    return (flags(place) & SECTION) != 0;
  }

  /// Returns the region of a city, -1 if it has none.
  int region(int city) {
    int parent = parent(city);
    return parent >= countries ? parent : -1;
  }

  /// Returns the country of a place, itself for a country.
  int country(int place) {
    int country = place;
    while (country >= countries) {
      country = parent(country);
    }
    return country;
  }

  private int parent(int place) {
    return buffer.getShort(HEADER + 17 * size + 2 * place);
  }

  private int flags(int place) {
    return buffer.get(HEADER + 16 * size + place);
  }

  /// Returns the English name.
  String name(int place) {
    int start = names + starts[place];
    int end = start;
    while (buffer.get(end) != 0) {
      end++;
    }
    return text(start, end);
  }

  /// Returns all names, the English one first.
  List<String> names(int place) {
    List<String> list = new ArrayList<>();
    int start = names + starts[place];
    for (int at = start; at < names + starts[place + 1]; at++) {
      if (buffer.get(at) == 0) {
        list.add(text(start, at));
        start = at + 1;
      }
    }
    return list;
  }

  private String text(int start, int end) {
    return new String(buffer.array(), start, end - start, StandardCharsets.UTF_8);
  }

  /// Returns the places that may have a name of this key: all that have it, and few others.
  int[] candidates(String key) {
    int hash = hash(key);
    int bucket = hash >>> 16;
    int[] found = new int[buckets[bucket + 1] - buckets[bucket]];
    int count = 0;
    for (int i = buckets[bucket]; i < buckets[bucket + 1]; i++) {
      int at = index + BUCKETS + 3 * i;
      int entry = ((buffer.getShort(at) & 0xFFFF) << 8) | (buffer.get(at + 2) & 0xFF);
      if (entry >>> 18 == ((hash >>> 10) & 63)) {
        found[count++] = entry & ((1 << 18) - 1);
      }
    }
    return Arrays.copyOf(found, count);
  }

  /// Returns the 32-bit FNV-1a hash.
  private static int hash(String key) {
    int hash = 0x811C9DC5;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x01000193;
    }
    return hash;
  }
}
