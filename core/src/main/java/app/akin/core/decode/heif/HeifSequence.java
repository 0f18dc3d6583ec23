package app.akin.core.decode.heif;

import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.IsoBox;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tracks of an image sequence (ISO/IEC 14496-12, section 8, and ISO/IEC 23008-12, section 7).
/// Each is an item without an ID: its type is that of its samples, its properties are the boxes of
/// its sample entry, and its extents are its first samples.
///
/// @param colors the colors
/// @param alpha the alpha values; null if all pixels are opaque
record HeifSequence(HeifItem colors, @Nullable HeifItem alpha) {
  private static final int FULL_BOX_HEADER = 4;

  /// Bytes of a visual sample entry before its boxes.
  private static final int SAMPLE_ENTRY = 78;

  /// Reads the tracks; returns null if there is no sequence, or its header is invalid.
  static @Nullable HeifSequence read(ByteBuffer file) {
    try {
      IsoBox movie = IsoBox.find(IsoBox.list(file, 0, file.capacity()), "moov");
      HeifItem colors = null;
      HeifItem alpha = null;
      if (movie != null) {
        for (IsoBox box : movie.children(file, 0)) {
          IsoBox media = box.type().equals("trak") ? box.find(file, 0, "mdia") : null;
          if (media == null) {
            continue;
          }
          HeifItem track = track(file, media);
          if (track == null) {
            continue;
          }
          switch (handler(file, media)) {
            case "pict", "vide" -> colors = colors == null ? track : colors;
            case "auxv" -> alpha = alpha == null ? track : alpha;
            default -> {}
          }
        }
      }
      return colors == null ? null : new HeifSequence(colors, alpha);
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static String handler(ByteBuffer file, IsoBox media) {
    IsoBox handler = media.find(file, 0, "hdlr");
    return handler == null ? "" : IsoBox.text(file, handler.start() + FULL_BOX_HEADER + 4);
  }

  private static @Nullable HeifItem track(ByteBuffer file, IsoBox media) {
    IsoBox information = media.find(file, 0, "minf");
    IsoBox table = information == null ? null : information.find(file, 0, "stbl");
    if (table == null) {
      return null;
    }
    IsoBox description = table.find(file, 0, "stsd");
    List<IsoBox> entries =
        description == null ? List.of() : description.children(file, FULL_BOX_HEADER + 4);
    if (entries.isEmpty()) {
      return null;
    }
    HeifItem track = new HeifItem(0);
    track.type = entries.getFirst().type();
    track.properties.addAll(entries.getFirst().children(file, SAMPLE_ENTRY));
    track.extents.addAll(samples(file, table));
    return track.extents.isEmpty() ? null : track;
  }

  /// Returns the first samples of a track.
  private static List<HeifItem.Extent> samples(ByteBuffer file, IsoBox table) {
    List<HeifItem.Extent> samples = new ArrayList<>();
    IsoBox sizes = table.find(file, 0, "stsz");
    IsoBox runs = table.find(file, 0, "stsc");
    IsoBox near = table.find(file, 0, "stco");
    IsoBox chunks = near == null ? table.find(file, 0, "co64") : near;
    if (sizes == null || runs == null || chunks == null) {
      return samples;
    }
    int common = file.getInt(sizes.start() + 4);
    int count = Math.min(file.getInt(sizes.start() + 8), Canvas.MAX_FRAMES);
    int chunkCount = file.getInt(chunks.start() + 4);
    int runCount = file.getInt(runs.start() + 4);
    int run = 0;
    for (int chunk = 0; chunk < chunkCount && samples.size() < count; chunk++) {
      // A run states its first chunk, counted from 1, and the samples of each of its chunks.
      while (run + 1 < runCount && file.getInt(runs.start() + 8 + 12 * (run + 1)) <= chunk + 1) {
        run++;
      }
      int inChunk = file.getInt(runs.start() + 12 + 12 * run);
      long offset =
          near == null
              ? file.getLong(chunks.start() + 8 + 8 * chunk)
              : file.getInt(chunks.start() + 8 + 4 * chunk) & 0xFFFFFFFFL;
      for (int i = 0; i < inChunk && samples.size() < count; i++) {
        int size = common > 0 ? common : file.getInt(sizes.start() + 12 + 4 * samples.size());
        if (size <= 0 || offset < 0 || offset + size > file.capacity()) {
          return samples;
        }
        samples.add(new HeifItem.Extent(offset, size));
        offset += size;
      }
    }
    return samples;
  }

  /// Returns the bytes of a sample.
  static byte[] bytes(ByteBuffer file, HeifItem.Extent sample) {
    byte[] bytes = new byte[Math.toIntExact(sample.length())];
    file.get(Math.toIntExact(sample.offset()), bytes);
    return bytes;
  }
}
