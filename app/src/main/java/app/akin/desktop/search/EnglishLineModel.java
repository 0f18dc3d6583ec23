package app.akin.desktop.search;

import app.akin.core.query.gloss.GlossCorrection;
import app.akin.core.query.gloss.GlossCorrections;
import app.akin.core.query.gloss.GlossWord;
import app.akin.core.search.ReadAs;
import app.akin.desktop.task.Tasks;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/// The English that is searched for Chinese words, and its corrections. A correction is stored, and
/// is one step of the search history: going back takes it back. JavaFX thread only.
public final class EnglishLineModel implements AutoCloseable {
  private final SearchModel search;
  private final GlossCorrections corrections;
  private final ObservableValue<Boolean> explained;
  private final Runnable explain;
  private final Tasks tasks;
  private final Subscription subscription;

  /// @param search the query and its answer
  /// @param corrections the corrections of the library
  /// @param explained whether the user has read how Chinese words are put into English
  /// @param explain notes that the user has read it
  /// @param tasks stores corrections, in order
  public EnglishLineModel(
      SearchModel search,
      GlossCorrections corrections,
      ObservableValue<Boolean> explained,
      Runnable explain,
      Tasks tasks) {
    this.search = search;
    this.corrections = corrections;
    this.explained = explained;
    this.explain = explain;
    this.tasks = tasks;
    // A query is answered after its listeners have run.
    subscription = search.queryProperty().subscribe(this::apply);
  }

  private void apply(SearchQuery query) {
    boolean changed = false;
    for (GlossCorrection correction : query.corrections()) {
      changed |= corrections.apply(correction);
    }
    if (changed) {
      tasks.run(corrections::save);
    }
  }

  /// Returns what the model read instead of the Chinese texts of the query.
  ReadOnlyObjectProperty<Optional<ReadAs>> readAsProperty() {
    return search.readAsProperty();
  }

  /// Returns whether the user has read how Chinese words are put into English.
  ObservableValue<Boolean> explainedProperty() {
    return explained;
  }

  /// Notes that the user has read how Chinese words are put into English.
  void explain() {
    explain.run();
  }

  /// Searches for other English words, which stand for the same Chinese words from now on. A line
  /// without a letter or digit removes the correction.
  void edit(String english) {
    readAsProperty()
        .get()
        .filter(read -> !read.english().equals(english.strip()))
        .ifPresent(
            read ->
                correct(
                    new GlossCorrection.Line(
                        read.typed(),
                        Optional.of(english)
                            .filter(line -> line.chars().anyMatch(Character::isLetterOrDigit)))));
  }

  /// Searches with another gloss of a word, which stands for the word from now on.
  void choose(GlossWord word, String gloss) {
    if (!word.chosen().equals(gloss)) {
      correct(word.choose(gloss));
    }
  }

  /// Searches again for the English of the dictionary.
  void forget() {
    edit("");
  }

  private void correct(GlossCorrection correction) {
    search.correct(corrections.current(correction), correction);
  }

  /// Takes the last change of the query back if it was a correction; returns whether it was one.
  boolean undo() {
    return search.undoCorrection();
  }

  /// Removes all corrections of the library.
  public void clear() {
    tasks.run(
        () -> {
          corrections.clear();
          return true;
        },
        _ -> search.removeCorrections());
  }

  @Override
  public void close() {
    subscription.unsubscribe();
  }
}
