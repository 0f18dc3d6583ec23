package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.ParsedLine;
import app.akin.core.query.TextPattern;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.TextGroup;
import app.akin.desktop.search.SearchModel.Found;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;

/// The photos in which the words of the query are written, beside its results. JavaFX thread only.
public final class TextGroupModel implements AutoCloseable {
  /// Maximum number of photos beside the results.
  static final int MOST = 12;

  /// Finds the photos; called in the background.
  @FunctionalInterface
  public interface Service {
    /// Returns the photos; see [app.akin.core.search.Search#texts].
    TextGroup texts(SearchRequest request, int limit);
  }

  private final Service service;
  private final SearchModel search;
  private final Tasks tasks;
  private final LatestTask latest;
  private final ReadOnlyObjectWrapper<TextGroup> group =
      new ReadOnlyObjectWrapper<>(TextGroup.NONE);
  private final Subscription subscription;

  /// @param tasks calls the service
  public TextGroupModel(Service service, SearchModel search, Tasks tasks) {
    this.service = service;
    this.search = search;
    this.tasks = tasks;
    latest = tasks.latest();
    subscription = search.foundProperty().subscribe(this::find);
  }

  /// Returns the photos; none without words.
  public ReadOnlyObjectProperty<TextGroup> groupProperty() {
    return group.getReadOnlyProperty();
  }

  /// Finds the photos again after more text was read.
  public void refresh() {
    find(search.foundProperty().get());
  }

  private void find(Optional<Found> found) {
    Optional<Found> worded = found.filter(now -> !now.line().text().isBlank());
    if (worded.isEmpty()) {
      latest.cancel();
      group.set(TextGroup.NONE);
      return;
    }
    SearchRequest request = worded.get().request();
    latest.run(_ -> service.texts(request, MOST), group::set, tasks::reportUnexpected);
  }

  /// Searches for photos with the words as exact texts; [SearchModel#back] takes it back.
  public void showAll() {
    search
        .foundProperty()
        .get()
        .ifPresent(
            found ->
                search.replaceText(
                    Stream.concat(
                            found.line().facts().stream().map(ParsedLine.Chip::fact),
                            TextPattern.split(found.line().text()).stream()
                                .map(word -> Fact.of(FactField.OCR, new FactValue.Text(word))))
                        .map(Fact::canonical)
                        .collect(Collectors.joining(" "))));
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
