package dev.spanprofiles.stack.storage.duckdb;

import dev.spanprofiles.stack.model.AttributeValue;
import dev.spanprofiles.stack.model.Clock;
import dev.spanprofiles.stack.model.LogRecord;
import dev.spanprofiles.stack.model.ProfileType;
import dev.spanprofiles.stack.model.Sample;
import dev.spanprofiles.stack.model.Span;
import dev.spanprofiles.stack.model.TraceId;
import dev.spanprofiles.stack.storage.AttributeCounts;
import dev.spanprofiles.stack.storage.Bounded;
import dev.spanprofiles.stack.storage.Code;
import dev.spanprofiles.stack.storage.ComparedValue;
import dev.spanprofiles.stack.storage.DurationGrid;
import dev.spanprofiles.stack.storage.DurationRows;
import dev.spanprofiles.stack.storage.ExemplarChoice;
import dev.spanprofiles.stack.storage.Inference;
import dev.spanprofiles.stack.storage.LabelMatcher;
import dev.spanprofiles.stack.storage.Operation;
import dev.spanprofiles.stack.storage.OperationSummary;
import dev.spanprofiles.stack.storage.OperationTotals;
import dev.spanprofiles.stack.storage.ProfileQuery;
import dev.spanprofiles.stack.storage.SetInside;
import dev.spanprofiles.stack.storage.SetSamples;
import dev.spanprofiles.stack.storage.SetSummary;
import dev.spanprofiles.stack.storage.SpanCost;
import dev.spanprofiles.stack.storage.SpanFilter;
import dev.spanprofiles.stack.storage.SpanMeasure;
import dev.spanprofiles.stack.storage.SpanOrder;
import dev.spanprofiles.stack.storage.SpanPlace;
import dev.spanprofiles.stack.storage.SpanSet;
import dev.spanprofiles.stack.storage.SpanSums;
import dev.spanprofiles.stack.storage.SpanTimes;
import dev.spanprofiles.stack.storage.StackGroups;
import dev.spanprofiles.stack.storage.StackTotals;
import dev.spanprofiles.stack.storage.StorageException;
import dev.spanprofiles.stack.storage.Store;
import dev.spanprofiles.stack.storage.StoredByService;
import dev.spanprofiles.stack.storage.TimeRange;
import dev.spanprofiles.stack.storage.TraceQuery;
import dev.spanprofiles.stack.storage.TraceSummary;
import dev.spanprofiles.stack.storage.TypeTotal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Spans, logs and samples in one DuckDB file. Safe for use by several threads. */
public final class DuckDbStore implements Store {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DataDirectory directory;
  private final Database database;
  private final DiskRoom room;
  private final Writer writer;
  private final ReaderPool readers;
  private final Retention retention;
  private final List<Schedule> schedules;
  private final TraceQueries traces;
  private final FieldQueries fields;
  private final MetricsQueries metrics;
  private final ProfileQueries profiles;
  private final SetQueries sets;
  private final AttributeQueries attributes;
  private final OperationQueries operations;
  private final SetProfileQueries setProfiles;
  private final StackGroupQueries stackGroups;
  private final SetSamplesQueries setSamples;
  private final TimeQueries times;
  private final InferenceQueries inferences;
  private final MinuteTotals minutes = new MinuteTotals();
  private final Totals totals;

  private DuckDbStore(
      StoreSettings settings, DataDirectory directory, Database database, Clock clock) {
    this.directory = directory;
    this.database = database;
    this.room = new DiskRoom(directory.database(), settings.reserveBytes());
    SharedMemory memory = new SharedMemory(settings.readTimeout());
    this.readers =
        new ReaderPool(
            database, memory, settings.maxReads(), settings.readTimeout(), minutes::version);
    this.writer = new Writer(database, memory, room, settings.maxWaitingRows());
    this.retention = new Retention(settings.maxAge(), settings.maxBytes(), room, clock);
    this.traces = new TraceQueries(readers);
    this.fields = new FieldQueries(readers);
    this.metrics = new MetricsQueries(readers);
    StackTraces stackTraces = new StackTraces();
    this.profiles = new ProfileQueries(readers, stackTraces);
    this.sets = new SetQueries(readers);
    this.attributes = new AttributeQueries(readers);
    ServiceQueries services = new ServiceQueries(minutes);
    this.operations = new OperationQueries(readers, minutes, services);
    this.setProfiles = new SetProfileQueries(readers, stackTraces, services);
    this.stackGroups = new StackGroupQueries(readers, stackTraces);
    this.times = new TimeQueries(readers, stackTraces, services, settings.maxOrderedSamples());
    this.setSamples = new SetSamplesQueries(readers, services, setProfiles, stackGroups, times);
    this.inferences = new InferenceQueries(readers);
    this.totals = new Totals(readers);
    Duration interval = settings.retentionInterval();
    this.schedules =
        List.of(
            new Schedule("delete old data", this::enforceRetention, interval, interval),
            new Schedule(
                "sum up minutes", () -> operations.remember(clock.nanos()), Duration.ZERO, MINUTE));
  }

  /**
   * Opens the store in its directory, or makes it.
   *
   * @throws StorageException if the directory cannot be written or is in use, or if what is in it
   *     was written by another version
   */
  public static DuckDbStore open(StoreSettings settings) {
    return open(settings, Clock.SYSTEM);
  }

  static DuckDbStore open(StoreSettings settings, Clock clock) {
    DataDirectory directory = DataDirectory.open(settings.directory());
    try {
      return new DuckDbStore(
          settings, directory, Database.open(directory.database(), settings), clock);
    } catch (SQLException e) {
      directory.close();
      throw new StorageException(
          "cannot open " + directory.database() + ": " + ReaderPool.firstLine(e), e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public void addSpans(List<Span> spans) {
    writer.insert(new Rows(spans, List.of(), List.of()));
    minutes.spansStored(spans);
  }

  @Override
  public void addLogs(List<LogRecord> logs) {
    writer.insert(new Rows(List.of(), logs, List.of()));
  }

  @Override
  public void addSamples(List<Sample> samples) {
    writer.insert(new Rows(List.of(), List.of(), samples));
    minutes.samplesStored(samples);
  }

  @Override
  public List<TraceSummary> search(TraceQuery query) {
    return traces.search(query);
  }

  @Override
  public List<Span> trace(TraceId traceId) {
    return traces.trace(traceId);
  }

  @Override
  public List<SpanPlace> places(Collection<TraceId> traceIds) {
    return traces.places(traceIds);
  }

  @Override
  public List<LogRecord> logs(TraceId traceId, int limit) {
    return traces.logs(traceId, limit);
  }

  @Override
  public List<String> attributeKeys(
      SpanFilter.AttributeScope scope, SpanFilter filter, TimeRange range) {
    return fields.attributeKeys(scope, filter, range);
  }

  @Override
  public List<AttributeValue> values(
      SpanFilter.Field field, SpanFilter filter, TimeRange range, int limit) {
    return fields.values(field, filter, range, limit);
  }

  @Override
  public SpanSums sums(SpanMeasure measure, ExemplarChoice exemplars) {
    return metrics.sums(measure, exemplars);
  }

  @Override
  public Bounded<ComparedValue> compare(
      SpanSet set, SpanFilter selection, long stepNanos, int limit) {
    return metrics.compare(set, selection, stepNanos, limit);
  }

  @Override
  public List<StackTotal> mergeStackTraces(ProfileQuery query) {
    return profiles.mergeStackTraces(query);
  }

  @Override
  public Map<Long, SpanTotal> totalsBySpan(ProfileType type, TimeRange range, Set<Long> spanIds) {
    return profiles.totalsBySpan(type, range, spanIds);
  }

  @Override
  public Bounded<ProfilePoint> profilePoints(ProfileQuery query, boolean bySpan, int limit) {
    return profiles.profilePoints(query, bySpan, limit);
  }

  @Override
  public List<TimeSeries> timeSeries(ProfileQuery query, long stepNanos, List<String> groupBy) {
    return profiles.timeSeries(query, stepNanos, groupBy);
  }

  @Override
  public List<ProfileType> profileTypes(TimeRange range) {
    return profiles.profileTypes(range);
  }

  @Override
  public List<Series> series(List<LabelMatcher> matchers, TimeRange range) {
    return profiles.series(matchers, range);
  }

  @Override
  public SetSummary summary(SpanSet set) {
    return sets.summary(set);
  }

  @Override
  public DurationGrid durations(SpanSet set, int columns, DurationRows rows) {
    return sets.durations(set, columns, rows);
  }

  @Override
  public Bounded<Span> spans(SpanSet set, SpanOrder order, int limit) {
    return sets.spans(set, order, limit);
  }

  @Override
  public AttributeCounts attributes(List<SpanSet> of, int maxSpans, int maxValues) {
    return attributes.attributes(of, maxSpans, maxValues);
  }

  @Override
  public Bounded<OperationSummary> operations(SpanSet set, int limit) {
    return sets.operations(set, limit);
  }

  @Override
  public List<TypeTotal> totals(SpanSet set) {
    return setProfiles.totals(set);
  }

  @Override
  public Map<Operation, OperationTotals> totalsByOperation(TimeRange range) {
    return operations.totals(range);
  }

  @Override
  public StackTotals stackTotals(SpanSet set, ProfileType type, int limit) {
    return setProfiles.stackTotals(set, type, limit);
  }

  @Override
  public StackGroups stackGroups(SpanSet set, ProfileType type, int limit) {
    return stackGroups.of(set, type, limit);
  }

  @Override
  public Inference inference(SpanSet set) {
    return inferences.of(set);
  }

  @Override
  public SpanTimes times(SpanSet set) {
    return times.times(set);
  }

  @Override
  public SetSamples<StackTotals> samplesOf(SpanSet set, Optional<ProfileType> type, int limit) {
    return setSamples.of(set, type, limit);
  }

  @Override
  public SetInside inside(SpanSet set, Optional<ProfileType> type, int limit, long maxSpans) {
    return setSamples.inside(set, type, limit, maxSpans);
  }

  @Override
  public Bounded<SpanCost> spansThatRan(SpanSet set, ProfileType type, Code code, int limit) {
    return setProfiles.spansThatRan(set, type, code, limit);
  }

  @Override
  public Bounded<Sample> samples(SpanSet set, int limit) {
    return setProfiles.samples(set, limit);
  }

  @Override
  public List<StoredByService> storedByService() {
    return totals.byService();
  }

  /** Why nothing can be written, most of all because the disk is full; empty if all is well. */
  @Override
  public Optional<String> trouble() {
    return room.shortage();
  }

  /** Deletes now what is too old or too much; otherwise done at every interval. */
  void enforceRetention() {
    writer.run(retention::enforce);
    minutes.deletedBefore(operations.oldest());
  }

  /** Stores what waits, lets queries end, and closes the file. */
  @Override
  public void close() {
    schedules.forEach(Schedule::close);
    try {
      readers.close();
      writer.close();
      database.close();
    } catch (SQLException e) {
      throw new StorageException("cannot close " + directory.database(), e);
    } finally {
      directory.close();
    }
  }
}
