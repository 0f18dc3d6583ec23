package app.akin.core.share;

import app.akin.core.photo.PathText;
import app.akin.core.query.Fact;
import app.akin.core.query.Places;
import app.akin.core.query.sql.FactCompiler;
import app.akin.core.query.sql.FactSql;
import app.akin.core.query.sql.Sql;
import app.akin.core.search.SearchRequest;
import app.akin.core.store.SharedFolder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Translates filters for a shared library.
///
/// @param connection the server
/// @param places the places that facts name
/// @param southernHome whether photos without coordinates count as southern
/// @param mounts where shared folders are on this computer
/// @param own the folders that this library publishes; photos that are in no other are left out
record SharedFilters(
    ShareConnection connection,
    Places places,
    boolean southernHome,
    Map<UUID, Path> mounts,
    List<SharedFolder> own) {
  private static final String INSIDE =
      "(d.folder_id = ?::uuid AND (? = '' OR d.path = ? OR starts_with(d.path, ? || '/')))";

  private static final String FILES =
      "EXISTS (SELECT 1 FROM akin.files f JOIN akin.directories d ON d.id = f.directory_id"
          + " WHERE f.content_id = s.content_id AND ";

  /// Translates a filter.
  ///
  /// @return null if it allows all photos
  /// @throws app.akin.core.photo.AkinException `ShareFactUnsupported`
  @Nullable SharedFilter compile(SearchRequest.Filter filter) {
    List<Sql> tests = new ArrayList<>();
    if (!own.isEmpty()) {
      tests.add(elsewhere());
    }
    Path in = filter.in();
    if (in != null) {
      tests.add(inside(in.toAbsolutePath().normalize()));
    }
    connection.read(
        () -> {
          FactCompiler<SQLException> compiler =
              new FactCompiler<>(new ShareFactTables(connection), places, southernHome);
          for (Fact fact : filter.facts()) {
            Sql test = FactSql.test(compiler.compile(fact).matches());
            tests.add(fact.negated() ? test.within("(", " IS NOT TRUE)") : test);
          }
          return tests;
        });
    if (tests.isEmpty()) {
      return null;
    }
    Sql all = Sql.join(" AND ", tests);
    return new SharedFilter("(" + all.text() + ")", all.arguments());
  }

  /// Returns a condition that a photo has a file that this library does not publish.
  private Sql elsewhere() {
    return Sql.join(
            " OR ", own.stream().map(folder -> inside(folder.folder(), folder.prefix())).toList())
        .within(FILES + "NOT (", "))");
  }

  /// Returns a condition that a photo has a file in a folder of this computer.
  private Sql inside(Path in) {
    List<Sql> alternatives = new ArrayList<>();
    mounts.forEach(
        (folder, mount) -> {
          if (mount.startsWith(in)) {
            alternatives.add(inside(folder, ""));
          } else if (in.startsWith(mount)) {
            alternatives.add(inside(folder, PathText.relative(mount, in)));
          }
        });
    return alternatives.isEmpty()
        ? Sql.of("FALSE")
        : Sql.join(" OR ", alternatives).within(FILES + "(", "))");
  }

  private static Sql inside(UUID folder, String part) {
    return Sql.of(INSIDE, folder.toString(), part, part, part);
  }
}
