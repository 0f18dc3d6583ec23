package app.akin.desktop.viewer;

import app.akin.core.library.FullPicture;
import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.search.Hit;
import app.akin.desktop.grid.Items;
import app.akin.desktop.theme.Pictures;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.Image;

/// One photo shown large, and the way to those beside it. The next and the one before are decoded
/// ahead; what was passed by before it was decoded is not decoded. JavaFX thread only.
public final class ViewerModel {
  /// A picture is decoded at most this long, also when it is looked at closely.
  private static final int LONGEST = 12_000;

  /// The sizes pictures are decoded at, so that a window's every pixel does not decode them anew.
  private static final int STEP = 512;

  /// Pictures kept at the screen's size: the one shown, and two to each side.
  private static final int KEPT = 5;

  private final PhotoSource source;
  private final Executor background;
  private final Executor ui;
  private final Consumer<ContentId> onClosed;
  private final Consumer<Throwable> unforeseen;

  private final ReadOnlyObjectWrapper<Optional<ContentId>> current =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Shot> shot = new ReadOnlyObjectWrapper<>(new Shot.Coming());
  private final ReadOnlyObjectWrapper<Optional<PhotoDetails>> details =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper first = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper last = new ReadOnlyBooleanWrapper();
  private final BooleanProperty facts = new SimpleBooleanProperty();
  private final BooleanProperty comparing = new SimpleBooleanProperty();
  private final ObjectProperty<Optional<Image>> reference =
      new SimpleObjectProperty<>(Optional.empty());

  private final Map<ContentId, Shot> kept =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContentId, Shot> eldest) {
          return size() > KEPT;
        }
      };

  /// What is still wanted; read in the background before a picture is decoded.
  private final Set<ContentId> wanted = ConcurrentHashMap.newKeySet();

  private final Set<ContentId> loading = new HashSet<>();
  private Items items = Items.NONE;
  private int side = 3 * STEP;
  private boolean closely;

  /// @param source where pictures and facts come from
  /// @param background where they are read
  /// @param ui the JavaFX thread
  /// @param onClosed told which photo was shown last when the viewer closes
  /// @param unforeseen told what went wrong, on the JavaFX thread
  public ViewerModel(
      PhotoSource source,
      Executor background,
      Executor ui,
      Consumer<ContentId> onClosed,
      Consumer<Throwable> unforeseen) {
    this.source = source;
    this.background = background;
    this.ui = ui;
    this.onClosed = onClosed;
    this.unforeseen = unforeseen;
  }

  /// The photo shown; empty where the viewer is closed.
  public ReadOnlyObjectProperty<Optional<ContentId>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// Its picture.
  public ReadOnlyObjectProperty<Shot> shotProperty() {
    return shot.getReadOnlyProperty();
  }

  /// What is known of it; empty until it was looked up.
  public ReadOnlyObjectProperty<Optional<PhotoDetails>> detailsProperty() {
    return details.getReadOnlyProperty();
  }

  /// Whether there is none before it.
  public ReadOnlyBooleanProperty firstProperty() {
    return first.getReadOnlyProperty();
  }

  /// Whether there is none after it.
  public ReadOnlyBooleanProperty lastProperty() {
    return last.getReadOnlyProperty();
  }

  /// Whether the facts are shown beside it.
  public BooleanProperty factsProperty() {
    return facts;
  }

  /// Whether the query's picture is shown beside it, where there is one.
  public BooleanProperty comparingProperty() {
    return comparing;
  }

  /// The query's picture; empty where the query has none. Whoever asks the query sets it.
  public ObjectProperty<Optional<Image>> referenceProperty() {
    return reference;
  }

  /// What a search says about it.
  public Optional<Hit> hit() {
    int index = index();
    return index < 0 ? Optional.empty() : items.hit(index);
  }

  /// Where it stands among the others, from 1; 0 where it is among them no more.
  public int position() {
    return index() + 1;
  }

  /// How many there are.
  public int count() {
    return items.size();
  }

  /// Columns by rows of the photo shown.
  double aspect() {
    int index = index();
    return index < 0 ? 1.5 : items.aspect(index);
  }

  /// Shows a photo.
  ///
  /// @param all those it stands among
  public void open(Items all, ContentId content) {
    items = all;
    show(content);
  }

  /// Those around it changed; the photo stays.
  public void update(Items all) {
    if (current.get().isPresent()) {
      items = all;
      ends();
    }
  }

  /// Shows the next photo, if there is one.
  public void next() {
    step(1);
  }

  /// Shows the photo before, if there is one.
  public void previous() {
    step(-1);
  }

  private void step(int by) {
    int to = index() + by;
    if (current.get().isPresent() && to >= 0 && to < items.size() && index() >= 0) {
      show(items.content(to));
    }
  }

  /// Ends showing.
  public void close() {
    Optional<ContentId> shown = current.get();
    current.set(Optional.empty());
    wanted.clear();
    kept.clear();
    comparing.set(false);
    shot.set(new Shot.Coming());
    details.set(Optional.empty());
    shown.ifPresent(onClosed);
  }

  /// The screen has this many pixels along its longer side.
  void size(double pixels) {
    int next = STEP * (int) Math.clamp(Math.ceil(pixels / STEP), 1, 16);
    if (next > side) {
      kept.clear();
      side = next;
      current.get().ifPresent(this::load);
    }
    side = next;
  }

  /// The picture is looked at more closely than the screen's size shows: every pixel is wanted.
  void closely() {
    if (!closely && shot.get() instanceof Shot.Here here && !here.isWhole()) {
      closely = true;
      current.get().ifPresent(content -> read(content, LONGEST));
    }
  }

  private int index() {
    return current.get().map(items::indexOf).orElse(-1);
  }

  private void show(ContentId content) {
    boolean same = current.get().filter(content::equals).isPresent();
    closely = false;
    current.set(Optional.of(content));
    ends();
    if (!same) {
      details.set(Optional.empty());
    }
    int index = items.indexOf(content);
    wanted.clear();
    wanted.add(content);
    for (int near : new int[] {index + 1, index - 1}) {
      if (index >= 0 && near >= 0 && near < items.size()) {
        wanted.add(items.content(near));
      }
    }
    Shot known = kept.get(content);
    shot.set(known == null ? new Shot.Coming() : known);
    load(content);
    for (ContentId near : List.copyOf(wanted)) {
      load(near);
    }
    lookUp(content);
  }

  private void ends() {
    int index = index();
    first.set(index <= 0);
    last.set(index < 0 || index >= items.size() - 1);
  }

  private void load(ContentId content) {
    if (!kept.containsKey(content) && loading.add(content)) {
      read(content, side);
    }
  }

  private void read(ContentId content, int longSide) {
    background.execute(
        () -> {
          if (!wanted.contains(content)) {
            ui.execute(() -> loading.remove(content));
            return;
          }
          try {
            Shot read = shot(source.picture(content, longSide));
            ui.execute(() -> take(content, read, longSide));
          } catch (AkinException e) {
            ui.execute(
                () -> {
                  loading.remove(content);
                  unforeseen.accept(e);
                });
          }
        });
  }

  private static Shot shot(FullPicture picture) {
    return switch (picture) {
      case FullPicture.Seen seen ->
          new Shot.Here(Pictures.image(seen.raster()), seen.width(), seen.height());
      case FullPicture.Away(var file) -> new Shot.Away(file);
      case FullPicture.Refused(var file, var kind) -> new Shot.Refused(file, kind);
      case FullPicture.Gone _ -> new Shot.Gone();
    };
  }

  private void take(ContentId content, Shot read, int longSide) {
    loading.remove(content);
    boolean shown = current.get().filter(content::equals).isPresent();
    if (longSide <= side && wanted.contains(content)) {
      kept.put(content, read);
    }
    // A whole picture that comes late must not be put back by a smaller one.
    boolean smaller =
        shot.get() instanceof Shot.Here here
            && read instanceof Shot.Here other
            && closely
            && other.image().getWidth() < here.image().getWidth();
    if (shown && !smaller) {
      shot.set(read);
    }
  }

  private void lookUp(ContentId content) {
    background.execute(
        () -> {
          try {
            Optional<PhotoDetails> found = source.details(content);
            ui.execute(
                () -> {
                  if (current.get().filter(content::equals).isPresent()) {
                    details.set(found);
                  }
                });
          } catch (AkinException e) {
            ui.execute(() -> unforeseen.accept(e));
          }
        });
  }
}
