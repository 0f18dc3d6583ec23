package app.akin.core.share;

import app.akin.core.photo.PathText;
import app.akin.core.query.Fact;
import app.akin.core.query.Places;
import app.akin.core.query.sql.FactCompiler;
import app.akin.core.query.sql.FactSql;
import app.akin.core.query.sql.Sql;
import app.akin.core.search.SearchRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Translates filters for a shared library.
///
/// @param connection the server
/// @param places the places that facts name
/// @param southernHome whether photos without coordinates count as southern
record SharedFilters(ShareConnection connection, Places places, boolean southernHome) {
  private static final String INSIDE =
      """
      EXISTS (SELECT 1 FROM akin.files f JOIN akin.directories d ON d.id = f.directory_id
        WHERE f.content_id = s.content_id AND d.folder_id = ?::uuid
          AND (? = '' OR d.path = ? OR starts_with(d.path, ? || '/')))
      """;

  /// Translates a filter.
  ///
  /// @param mounts where shared folders are on this computer
  /// @throws app.akin.core.photo.AkinException `ShareFactUnsupported`
  SharedFilter compile(SearchRequest.Filter filter, Map<UUID, Path> mounts) {
    List<Sql> tests = new ArrayList<>();
    Path in = filter.in();
    if (in != null) {
      tests.add(inside(in.toAbsolutePath().normalize(), mounts));
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
    Sql all = Sql.join(" AND ", tests);
    return new SharedFilter("(" + all.text() + ")", all.arguments());
  }

  /// Returns a condition that a photo has a file in a folder of this computer.
  private static Sql inside(Path in, Map<UUID, Path> mounts) {
    List<Sql> alternatives = new ArrayList<>();
    mounts.forEach(
        (folder, mount) -> {
          String part =
              mount.startsWith(in)
                  ? ""
                  : in.startsWith(mount) ? PathText.relative(mount, in) : null;
          if (part != null) {
            alternatives.add(Sql.of(INSIDE, folder.toString(), part, part, part));
          }
        });
    return alternatives.isEmpty()
        ? Sql.of("FALSE")
        : Sql.join(" OR ", alternatives).within("(", ")");
  }
}
