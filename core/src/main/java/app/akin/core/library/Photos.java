package app.akin.core.library;

import app.akin.core.decode.Decoding;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.decode.Purpose;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FailureKind;
import app.akin.core.scan.Presence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What there is to look at: the timeline, thumbnails, full pictures, and what is known of each
/// photo. Thread-safe; everything here reads files, so it is not for a thread that paints.
///
/// Every method throws [app.akin.core.photo.AkinException] where the library cannot be read.
public final class Photos {
  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;
  private final Volumes volumes;

  Photos(CatalogueReader catalogue, Supplier<PhotoDecoder> decoder, Volumes volumes) {
    this.catalogue = catalogue;
    this.decoder = decoder;
    this.volumes = volumes;
  }

  /// Names the state that [#timeline] would show: another one means that photos, or the folders
  /// they are in, came or went. Cheap enough to ask for every second.
  public String revision() {
    StringBuilder revision = new StringBuilder(catalogue.revision().orElse(""));
    for (Root root : catalogue.roots()) {
      if (!isPresent(root)) {
        revision.append(':').append(root.id());
      }
    }
    return revision.toString();
  }

  /// Every photo, newest first. One pass over the catalogue: about a second for some hundred
  /// thousand.
  public Timeline timeline() {
    Set<Long> present = new HashSet<>();
    for (Root root : catalogue.roots()) {
      if (isPresent(root)) {
        present.add(root.id());
      }
    }
    Timeline.Rows rows = new Timeline.Rows();
    catalogue.shots(present::contains, rows::add);
    return rows.sorted();
  }

  /// A photo's thumbnail, encoded as JPEG: upright, in sRGB, at most 512 pixels long.
  public Optional<byte[]> thumbnail(ContentId content) {
    return catalogue.thumbnail(content);
  }

  /// What is known of a photo; empty where no file shows it any more.
  public Optional<PhotoDetails> details(ContentId content) {
    return Optional.ofNullable(catalogue.photos(List.of(content)).get(content))
        .map(
            row ->
                new PhotoDetails(
                    row.photo(),
                    row.content(),
                    row.facts(),
                    row.date(),
                    row.bytes(),
                    row.paths().stream()
                        .map(path -> new PhotoDetails.FileOf(path, Files.exists(path)))
                        .toList()));
  }

  /// Where each of some photos is: the first of its files that is there, else the first. Those
  /// without a file are left out.
  public Map<ContentId, Path> paths(Collection<ContentId> contents) {
    Map<ContentId, Path> paths = new HashMap<>();
    catalogue.photos(contents).forEach((content, row) -> paths.put(content, there(row)));
    return paths;
  }

  /// A photo's picture from its file, as a person sees it.
  ///
  /// @param longSide the most pixels of the longer side; fewer are quicker
  public FullPicture picture(ContentId content, int longSide) {
    PhotoRow row = catalogue.photos(List.of(content)).get(content);
    if (row == null) {
      return new FullPicture.Gone();
    }
    Path file = there(row);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      return Files.exists(file)
          ? new FullPicture.Refused(file, FailureKind.UNREADABLE)
          : new FullPicture.Away(file);
    }
    return switch (decoder.get().decode(bytes, new Purpose.Viewing(longSide))) {
      case Decoding.Refused refused -> new FullPicture.Refused(file, refused.kind());
      case Decoding.Decoded decoded ->
          new FullPicture.Seen(
              decoded.raster(), decoded.facts().width(), decoded.facts().height(), file);
    };
  }

  private boolean isPresent(Root root) {
    return Presence.of(root.path(), root.uid(), volumes) == Presence.PRESENT;
  }

  private static Path there(PhotoRow row) {
    return row.paths().stream().filter(Files::exists).findFirst().orElseGet(row.paths()::getFirst);
  }
}
