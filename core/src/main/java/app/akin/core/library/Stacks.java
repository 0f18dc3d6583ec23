package app.akin.core.library;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.photo.Problem;
import app.akin.core.stack.StackPass;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.PhotoRow;
import app.akin.core.store.StackDecision.Kind;
import app.akin.core.store.StackMember;
import app.akin.core.store.StackWriter;
import app.akin.core.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the stacks of a library and records what the user decides about them. Decisions are kept
/// by photo: they outlast runs, moved files and other models. Thread-safe; changes hold the
/// library's write lock briefly.
///
/// Every method throws [AkinException] if the library cannot be read or written.
public final class Stacks {
  private final Path library;
  private final Path natives;
  private final CatalogueReader catalogue;
  private final Supplier<PhotoDecoder> decoder;
  private final LongSupplier modelId;
  private final Clock clock;

  /// A photo of a stack.
  ///
  /// @param photo the photo
  /// @param content its primary content
  /// @param path its first path
  /// @param reason why it is in the stack
  /// @param pixels number of pixels; 0 if unknown
  /// @param bytes size of its first file
  /// @param isMoved whether [#find] has moved it here from another stack
  public record Member(
      PhotoId photo,
      ContentId content,
      Path path,
      Reason reason,
      long pixels,
      long bytes,
      boolean isMoved) {}

  /// Why a photo is in a stack.
  public enum Reason {
    /// It is the centre of the stack: the others are close to it.
    CENTRE,
    /// It is nearly the same image with fewer pixels.
    SMALLER,
    /// It is nearly the same image.
    COPY,
    /// Taken by the camera of the cover seconds before or after.
    BURST,
    /// The user joined it.
    JOINED
  }

  /// What a user can decide about stacks.
  public enum Decision {
    /// To put photos into one stack.
    JOIN,
    /// To take photos out of their stacks.
    SPLIT,
    /// To make a photo the cover.
    COVER,
    /// Never to stack photos.
    NEVER
  }

  /// A stack.
  ///
  /// @param id its ID, which stays equal while most of its photos stay together
  /// @param cover the index of the photo that stands for it
  /// @param members its photos in the order of their dates
  /// @param span the time between its first and its last photo of a burst; zero if it has none
  public record Stack(long id, int cover, List<Member> members, Duration span) {
    /// Copies the members.
    public Stack {
      members = List.copyOf(members);
    }

    /// Returns the size of all files but that of the cover.
    public long otherBytes() {
      return members.stream().mapToLong(Member::bytes).sum() - members.get(cover).bytes();
    }

    /// Returns how many photos are in it for a reason.
    public long count(Reason reason) {
      return members.stream().filter(member -> member.reason() == reason).count();
    }
  }

  /// @param decoder decodes thumbnails; requested on first use
  /// @param modelId returns the row ID of the active model; 0 if it has embedded nothing
  Stacks(
      Path library,
      Path natives,
      CatalogueReader catalogue,
      Supplier<PhotoDecoder> decoder,
      LongSupplier modelId,
      Clock clock) {
    this.library = library;
    this.natives = natives;
    this.catalogue = catalogue;
    this.decoder = decoder;
    this.modelId = modelId;
    this.clock = clock;
  }

  /// Puts photos that are new or changed since the last call into stacks. Reads no photo file.
  ///
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  /// @return whether it is complete; false if it was stopped, the next call continues
  public boolean find(DoublePredicate progress) {
    long model = modelId.getAsLong();
    try (Store store = Store.openForWriting(library, natives, clock)) {
      return update(store, model).run(progress).complete();
    }
  }

  private StackUpdate update(Store store, long model) {
    return new StackUpdate(store.reader(), store.writer(), decoder.get(), model);
  }

  /// Returns all stacks, those whose other photos have the largest files first.
  public List<Stack> list() {
    return stacks(catalogue.stacks().members()).stream()
        .sorted(
            Comparator.comparingLong((Stack stack) -> -stack.otherBytes())
                .thenComparingLong(Stack::id))
        .toList();
  }

  /// Returns stacks by their IDs. Unknown ones are omitted.
  public Map<Long, Stack> of(Collection<Long> ids) {
    return stacks(catalogue.stacks().members(ids)).stream()
        .collect(Collectors.toMap(Stack::id, Function.identity()));
  }

  /// Returns whether the model cannot tell equal photos from others, so that only what the pixels
  /// prove is put together.
  public boolean isModelWeak() {
    return StackPass.isModelWeak(catalogue);
  }

  private List<Stack> stacks(Map<Long, List<StackMember>> members) {
    Map<ContentId, PhotoRow> rows =
        catalogue.photos(
            members.values().stream().flatMap(List::stream).map(StackMember::content).toList());
    List<Stack> stacks = new ArrayList<>();
    members.forEach(
        (id, photos) -> {
          Stack stack = stack(id, photos, rows);
          if (stack != null) {
            stacks.add(stack);
          }
        });
    return stacks;
  }

  private static @Nullable Stack stack(
      long id, List<StackMember> photos, Map<ContentId, PhotoRow> rows) {
    List<Member> members = new ArrayList<>();
    int cover = 0;
    long most = photos.stream().mapToLong(StackMember::pixels).max().orElse(0);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    boolean isBurst = false;
    for (StackMember photo : photos) {
      PhotoRow row = rows.get(photo.content());
      if (row == null) {
        // Its last file was removed meanwhile.
        continue;
      }
      if (photo.isCover()) {
        cover = members.size();
      }
      Reason reason = reason(photo, most);
      if (reason == Reason.CENTRE || reason == Reason.BURST) {
        first = Math.min(first, photo.date());
        last = Math.max(last, photo.date());
        isBurst |= reason == Reason.BURST;
      }
      members.add(
          new Member(
              photo.photo(),
              photo.content(),
              row.paths().getFirst(),
              reason,
              photo.pixels(),
              photo.bytes(),
              photo.movedFrom() != 0));
    }
    return members.size() < 2
        ? null
        : new Stack(id, cover, members, Duration.ofMillis(isBurst ? last - first : 0));
  }

  private static Reason reason(StackMember photo, long most) {
    return switch (photo.reason()) {
      case CENTRE -> Reason.CENTRE;
      case BURST -> Reason.BURST;
      case JOINED -> Reason.JOINED;
      case COPY -> photo.pixels() > 0 && photo.pixels() < most ? Reason.SMALLER : Reason.COPY;
    };
  }

  /// Puts photos, with the stacks in which they are, into one stack.
  ///
  /// @throws AkinException `PhotoUnknown`, or `StackTooSmall` for a single photo
  public void join(List<Path> files) {
    decide(
        Kind.JOIN,
        reader -> {
          Map<PhotoId, Integer> sides = new HashMap<>();
          Set<PhotoId> photos = FilePhotos.of(reader, files);
          if (photos.size() < 2) {
            throw new AkinException(new Problem.StackTooSmall());
          }
          photos.forEach(
              photo -> reader.stacks().together(photo).forEach(each -> sides.put(each, 0)));
          return sides;
        });
  }

  /// Takes photos out of their stacks. Those of one stack stay together if they are similar.
  ///
  /// @throws AkinException `PhotoUnknown`, or `StackTooSmall` if none of them is in a stack
  public void split(List<Path> files) {
    decide(
        Kind.SPLIT,
        reader -> {
          Map<PhotoId, Integer> sides = new HashMap<>();
          Set<PhotoId> photos = FilePhotos.of(reader, files);
          photos.forEach(
              photo -> reader.stacks().together(photo).forEach(each -> sides.put(each, 1)));
          photos.forEach(photo -> sides.put(photo, 0));
          if (!sides.containsValue(1)) {
            throw new AkinException(new Problem.StackTooSmall());
          }
          return sides;
        });
  }

  /// Takes photos out of their stacks, and never puts them into one again.
  ///
  /// @throws AkinException `PhotoUnknown`
  public void neverStack(List<Path> files) {
    decide(Kind.NEVER, reader -> sides(FilePhotos.of(reader, files)));
  }

  /// Makes photos the covers of their stacks.
  ///
  /// @throws AkinException `PhotoUnknown`
  public void makeCover(List<Path> files) {
    decide(Kind.COVER, reader -> sides(FilePhotos.of(reader, files)));
  }

  /// Reverts the last decision that is not reverted yet.
  ///
  /// @return what it was
  /// @throws AkinException `NoStackDecision` if there is none
  public Decision undo() {
    try (Store store = Store.openForWriting(library, natives, clock)) {
      StackWriter writer = store.writer().stacks();
      Optional<Kind> undone = writer.undo();
      if (undone.isEmpty()) {
        throw new AkinException(new Problem.NoStackDecision());
      }
      store.writer().commit();
      apply(store);
      return Decision.valueOf(undone.get().name());
    }
  }

  private static Map<PhotoId, Integer> sides(Set<PhotoId> photos) {
    return photos.stream().collect(Collectors.toMap(Function.identity(), _ -> 0));
  }

  private void decide(Kind kind, Function<CatalogueReader, Map<PhotoId, Integer>> sides) {
    try (Store store = Store.openForWriting(library, natives, clock)) {
      store.writer().stacks().decide(kind, sides.apply(store.reader()));
      store.writer().commit();
      apply(store);
    }
  }

  private void apply(Store store) {
    update(store, StackPass.model(store.reader())).applyDecisions();
  }
}
