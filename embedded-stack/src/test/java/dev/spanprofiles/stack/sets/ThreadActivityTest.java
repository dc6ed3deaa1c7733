package dev.spanprofiles.stack.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spanprofiles.stack.model.SampleThread.State;
import dev.spanprofiles.stack.model.StackTrace;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks as the agent 2.9.2 took them on JDK 17 and 25, shortened. */
class ThreadActivityTest {

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNABLE, shop/Search.run < java/lang/Thread.run",
    // Its CPU clock stands still, as other threads have the cores.
    "RUNNING, SLEEPING, shop/Search.run < java/lang/Thread.run",
    "CALLING, RUNNABLE, libc.so.6.__GI_fsync < libnio.so.Java_sun_nio_ch_FileDispatcherImpl_force0"
        + " < sun/nio/ch/FileDispatcherImpl.force0",
    "CALLING, RUNNABLE, libc.so.6.__GI_read < libnio.so.Java_read0 <"
        + " sun/nio/ch/SocketDispatcher.read0",
    "SLEEP, SLEEPING, libc.so.6.___pthread_cond_timedwait < libjvm.so.os::PlatformEvent::park <"
        + " libjvm.so.JavaThread::sleep < libjvm.so.JVM_Sleep < java/lang/Thread.sleep <"
        + " shop/Search.run",
    "SLEEP, SLEEPING, libjvm.so.JVM_SleepNanos < java/lang/Thread.sleepNanos0 <"
        + " java/lang/Thread.sleepNanos < java/lang/Thread.sleep",
    "PARK, SLEEPING, libjvm.so.ObjectMonitor::wait < libjvm.so.JVM_MonitorWait <"
        + " java/lang/Object.wait < shop/Search.run",
    "PARK, SLEEPING, libjvm.so.Parker::park < libjvm.so.Unsafe_Park < jdk/internal/misc/Unsafe.park"
        + " < java/util/concurrent/locks/LockSupport.parkNanos <"
        + " java/util/concurrent/CompletableFuture$Signaller.block",
    "PARK, SLEEPING, libjvm.so.Unsafe_Park < jdk/internal/misc/Unsafe.park <"
        + " java/util/concurrent/locks/LockSupport.park <"
        + " java/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionObject.await <"
        + " java/util/concurrent/LinkedBlockingQueue.take",
    "LOCK, SLEEPING, libjvm.so.Unsafe_Park < jdk/internal/misc/Unsafe.park <"
        + " java/util/concurrent/locks/LockSupport.park <"
        + " java/util/concurrent/locks/AbstractQueuedSynchronizer.acquire <"
        + " java/util/concurrent/locks/ReentrantLock$Sync.lock <"
        + " java/util/concurrent/locks/ReentrantLock.lock",
    "LOCK, SLEEPING, libjvm.so.os::PlatformEvent::park < libjvm.so.ObjectMonitor::EnterI <"
        + " libjvm.so.ObjectMonitor::enter < libjvm.so.ObjectSynchronizer::enter < shop/Search.run",
    "LOCK, SLEEPING, libjvm.so.PlatformEvent::park < libjvm.so.ObjectMonitor::enter_internal <"
        + " libjvm.so.ObjectMonitor::enter_with_contention_mark < shop/Search.run",
    "IO, SLEEPING, libc.so.6.poll < libnio.so.Java_sun_nio_ch_Net_poll < sun/nio/ch/Net.poll <"
        + " sun/nio/ch/NioSocketImpl.park",
    "IO, SLEEPING, libc.so.6.__GI_read < libnio.so.Java_sun_nio_ch_SocketDispatcher_read0 <"
        + " sun/nio/ch/SocketDispatcher.read0",
    "IO, SLEEPING, libc.so.6.epoll_wait < libnio.so.Java_sun_nio_ch_EPoll_wait <"
        + " sun/nio/ch/EPoll.wait",
    "IO, SLEEPING, libc.so.6.fsync < libnio.so.force0 < sun/nio/ch/FileDispatcherImpl.force0",
    "STOPPED, SLEEPING, libc.so.6.syscall < libjvm.so.LinuxWaitBarrier::wait <"
        + " libjvm.so.SafepointSynchronize::block < libjvm.so.SafepointMechanism::process <"
        + " .SafepointBlob < shop/Search.run",
    "STOPPED, SLEEPING, libjvm.so.Monitor::wait < libjvm.so.VMThread::wait_until_executed <"
        + " libjvm.so.VMThread::execute < libjvm.so.G1CollectedHeap::collect < libjvm.so.JVM_GC <"
        + " java/lang/Runtime.gc",
    "STOPPED, SLEEPING, libc.so.6.__lll_lock_wait < libjvm.so.Mutex::lock_contended <"
        + " libjvm.so.G1CollectedHeap::attempt_allocation_slow < shop/Search.run",
    // A profile without states or native frames.
    "SLEEP, UNKNOWN, java/lang/Thread.sleep < shop/Search.run",
    "RUNNING, UNKNOWN, shop/Search.run",
  })
  void theStackTells(ThreadActivity due, State state, String stack) {
    StackTrace stackTrace = new StackTrace(Arrays.asList(stack.split(" < ")));
    assertThat(ThreadActivity.of(stackTrace, state)).isEqualTo(due);
  }
}
