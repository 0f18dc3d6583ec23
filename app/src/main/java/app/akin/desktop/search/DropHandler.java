package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPicture;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes what a person dropped, pasted or picked into the search, and answers what cannot be taken:
/// a folder, a broken picture, five hundred files. JavaFX thread only; files are looked at on the
/// background executor.
public final class DropHandler {
  /// What the window does with things that are not for the search.
  ///
  /// @param addFolder adds a folder to the library
  /// @param mayFetch whether pictures may be fetched from addresses at all
  /// @param fetch fetches one after the person said yes; called on the slow executor
  /// @param settings shows where fetching is allowed
  public record Actions(
      Consumer<Path> addFolder,
      BooleanSupplier mayFetch,
      Function<URI, byte[]> fetch,
      Runnable settings) {}

  private final SearchModel model;
  private final Thumbnails thumbnails;
  private final Notices notices;
  private final Language language;
  private final Actions ways;
  private final Executor background;
  private final Executor slow;
  private final Executor ui;

  /// @param thumbnails knows whether a picture can be used
  /// @param background where files are looked at
  /// @param slow where pictures are fetched
  /// @param ui the JavaFX thread
  public DropHandler(
      SearchModel model,
      Thumbnails thumbnails,
      Notices notices,
      Language language,
      Actions ways,
      Executor background,
      Executor slow,
      Executor ui) {
    this.model = model;
    this.thumbnails = thumbnails;
    this.notices = notices;
    this.language = language;
    this.ways = ways;
    this.background = background;
    this.slow = slow;
    this.ui = ui;
  }

  /// Takes an offer.
  public void take(DroppedContent offer) {
    switch (offer) {
      case DroppedContent.Files(List<Path> paths) -> background.execute(() -> sort(paths));
      case DroppedContent.Picture(byte[] bytes) -> {
        String name = language.of("search.pasted");
        background.execute(() -> check(List.of(new QueryPicture.Bytes(name, bytes)), 0));
      }
      case DroppedContent.Address(URI address) -> ask(address);
      case DroppedContent.Photos(List<ContentId> contents) -> {
        List<QueryPicture> pictures = new ArrayList<>();
        contents.stream()
            .limit(SearchQuery.MOST_PICTURES)
            .forEach(content -> pictures.add(new QueryPicture.Photo(content)));
        add(pictures, contents.size());
      }
      case DroppedContent.Text(String text) -> {
        String before = model.queryProperty().get().words();
        String line = text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
        model.type(before.isBlank() ? line : before.stripTrailing() + " " + line);
      }
    }
  }

  /// On the background executor.
  private void sort(List<Path> paths) {
    List<Path> folders = paths.stream().filter(Files::isDirectory).toList();
    List<QueryPicture> pictures = new ArrayList<>();
    paths.stream()
        .filter(path -> !folders.contains(path))
        .limit(SearchQuery.MOST_PICTURES)
        .forEach(path -> pictures.add(new QueryPicture.File(path)));
    if (pictures.isEmpty() && !folders.isEmpty()) {
      ui.execute(() -> offerFolder(folders.getFirst()));
      return;
    }
    check(pictures, paths.size() - folders.size());
  }

  /// On the background executor: what cannot be shown cannot be asked with either.
  private void check(List<QueryPicture> pictures, int offered) {
    List<QueryPicture> good = new ArrayList<>();
    AkinException refusal = null;
    for (QueryPicture picture : pictures) {
      try {
        thumbnails.load(picture);
        good.add(picture);
      } catch (AkinException e) {
        refusal = e;
      }
    }
    AkinException refused = refusal;
    ui.execute(
        () -> {
          add(good, offered);
          if (refused != null) {
            notices.fail(refused);
          }
        });
  }

  private void add(List<QueryPicture> pictures, int offered) {
    int before = model.queryProperty().get().pictures().size();
    if (!pictures.isEmpty()) {
      model.add(pictures);
    }
    int room = SearchQuery.MOST_PICTURES - before;
    if (offered > room) {
      notices.tell("search.many", Math.min(room, pictures.size()), offered);
    }
  }

  private void offerFolder(Path folder) {
    Notice.Action add =
        new Notice.Action(language.of("search.folder.add"), () -> ways.addFolder().accept(folder));
    notices.offer(add, "search.folder", String.valueOf(folder.getFileName()));
  }

  private void ask(URI address) {
    String host = String.valueOf(address.getHost());
    if (!ways.mayFetch().getAsBoolean()) {
      notices.offer(
          new Notice.Action(language.of("search.address.settings"), ways.settings()),
          "search.address.off");
      return;
    }
    Notice.Action fetch =
        new Notice.Action(
            language.of("search.address.fetch"),
            () -> {
              notices.tell("search.address.coming", host);
              slow.execute(() -> fetch(address));
            });
    notices.offer(fetch, "search.address", host);
  }

  /// On the slow executor.
  private void fetch(URI address) {
    try {
      byte[] bytes = ways.fetch().apply(address);
      ui.execute(notices::dismiss);
      check(List.of(new QueryPicture.Bytes(address.toString(), bytes)), 0);
    } catch (RuntimeException e) {
      ui.execute(() -> notices.fail(e));
    }
  }
}
