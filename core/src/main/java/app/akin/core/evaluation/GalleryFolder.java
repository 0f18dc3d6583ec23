package app.akin.core.evaluation;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.evaluation.data.CropBox;
import app.akin.core.evaluation.data.Gallery;
import app.akin.core.evaluation.data.GalleryPhoto;
import app.akin.core.evaluation.data.Picture;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.PathText;
import app.akin.core.photo.Problem;
import app.akin.core.photo.Raster;
import app.akin.core.store.PhotoRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder that is indexed for a gallery: the folder of the label set itself, or a folder of
/// links to the listed photos. Originals are only read. Crops are stored as images of their own.
/// The name of a link depends only on the photo, so label sets and later runs share embeddings.
final class GalleryFolder {
  private static final int NAME_DIGITS = 32;

  private final Gallery gallery;
  private final Path scratch;
  private final PhotoDecoder decoder;
  private final Map<Path, List<String>> idsByFile = new HashMap<>();
  private @Nullable Path folder;

  /// @param scratch the folder of links and crops
  /// @param decoder decodes photos of which only a part is used
  GalleryFolder(Gallery gallery, Path scratch, PhotoDecoder decoder) {
    this.gallery = gallery;
    this.scratch = scratch;
    this.decoder = decoder;
  }

  /// Creates missing links and crops.
  ///
  /// @return the folder to index
  /// @throws AkinException `LibraryUnwritable` if the scratch folder can't be written
  Path create() {
    Path known = folder;
    if (known != null) {
      return known;
    }
    Path created =
        switch (gallery) {
          case Gallery.Folder(Path photos) -> real(photos);
          case Gallery.Listed(List<GalleryPhoto> photos) -> {
            Path links = scratch.resolve("photos");
            try {
              links = Files.createDirectories(links).toRealPath();
            } catch (IOException e) {
              throw unwritable(e);
            }
            for (GalleryPhoto photo : photos) {
              file(links, photo.picture())
                  .ifPresent(
                      file ->
                          idsByFile.computeIfAbsent(file, _ -> new ArrayList<>()).add(photo.id()));
            }
            yield links;
          }
        };
    folder = created;
    return created;
  }

  /// Returns the file of a query image: the original, or the crop of it.
  ///
  /// @throws AkinException `QueryImage` if it can't be decoded for a crop
  Path queryFile(Picture picture) {
    if (picture.crop() == null) {
      return picture.file();
    }
    Path crops = scratch.resolve("query-crops");
    return file(crops, picture).orElse(picture.file());
  }

  /// Returns the ids of a photo in a ranking; empty if it is not part of the gallery.
  ///
  /// @param mentioned the ids that the labels of the query mention. A photo with several files in a
  ///   folder counts under these, or under its first file if they mention none
  List<String> ids(PhotoRow row, Set<String> mentioned) {
    List<String> ids = allIds(row);
    if (gallery instanceof Gallery.Listed || ids.size() < 2) {
      return ids;
    }
    List<String> named = ids.stream().filter(mentioned::contains).toList();
    return named.isEmpty() ? ids.subList(0, 1) : named;
  }

  /// Returns all ids of a photo.
  List<String> allIds(PhotoRow row) {
    Path root = create();
    List<String> ids = new ArrayList<>();
    for (Path path : row.paths()) {
      switch (gallery) {
        case Gallery.Folder _ -> {
          if (path.startsWith(root)) {
            ids.add(PathText.relative(root, path));
          }
        }
        case Gallery.Listed _ -> ids.addAll(idsByFile.getOrDefault(path, List.of()));
      }
    }
    return ids;
  }

  /// Returns the link or the crop of a picture, created if missing; empty if it can't be decoded.
  private Optional<Path> file(Path links, Picture picture) {
    CropBox crop = picture.crop();
    String name = name(picture);
    Path file =
        links
            .resolve(name.substring(0, 2))
            .resolve(name + (crop == null ? extension(picture.file()) : ".ppm"));
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    try {
      Files.createDirectories(links.resolve(name.substring(0, 2)));
      if (crop == null) {
        link(file, picture.file().toAbsolutePath());
        return Optional.of(file);
      }
      Optional<Raster> raster = decode(picture.file());
      if (raster.isPresent()) {
        Path part = file.resolveSibling(name + ".part");
        Files.write(part, ppm(PaddedCrop.of(raster.get(), crop)));
        FileOperations.move(part, file);
      }
      return raster.map(_ -> file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Optional<Raster> decode(Path file) {
    try {
      return switch (decoder.decode(Files.readAllBytes(file), DecodePurpose.QUERY)) {
        case DecodeResult.Decoded decoded -> Optional.of(decoded.raster());
        case DecodeResult.Failed _ -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Creates a symbolic link, or a copy on systems that do not permit links.
  private static void link(Path link, Path file) throws IOException {
    try {
      Files.createSymbolicLink(link, file);
    } catch (FileAlreadyExistsException e) {
      // A link whose file was missing.
      FileOperations.delete(link);
      Files.createSymbolicLink(link, file);
    } catch (IOException | UnsupportedOperationException e) {
      Path part = link.resolveSibling(link.getFileName() + ".part");
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      FileOperations.move(part, link);
    }
  }

  private static byte[] ppm(Raster raster) {
    byte[] head =
        ("P6\n" + raster.width() + " " + raster.height() + "\n255\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + raster.rgb().length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(raster.rgb(), 0, all, head.length, raster.rgb().length);
    return all;
  }

  private static String name(Picture picture) {
    try {
      String source =
          PathText.of(picture.file().toAbsolutePath())
              + (picture.crop() == null ? "" : " " + picture.crop());
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8)))
          .substring(0, NAME_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new AkinException(e, new Problem.FolderMissing(path));
    }
  }

  private AkinException unwritable(IOException e) {
    return new AkinException(
        e, new Problem.LibraryUnwritable(scratch, String.valueOf(e.getMessage())));
  }
}
