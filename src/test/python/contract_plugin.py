"""The plugin of the contract suite over gRPC, in Python: it behaves as dev.assay.testing.ContractPlugin.

It serves no plugin.GRPCStdio, which is optional: what it prints stays on its pipes. The stubs are made from
src/main/proto by grpc_tools; they and the packages of requirements.txt must be importable.
"""

import datetime
import json
import os
import signal
import sys
import threading
from concurrent import futures

import grpc
from assay.plugin.v1 import metric_provider_pb2 as pb
from assay.plugin.v1 import metric_provider_pb2_grpc as provider
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from plugin import grpc_controller_pb2, grpc_controller_pb2_grpc

# One thread per call: the suite has 51 calls waiting at once.
WORKERS = 100

STARTED = Timestamp(seconds=1709251199, nanos=123456789)
RESUME_AT = Timestamp(seconds=1709251200, nanos=123456789)


class Contract(provider.MetricProviderServicer):
    def __init__(self):
        self.lock = threading.Lock()
        self.initialized = False
        self.hanging = 0
        self.cancelled = 0
        self.gates = {}

    def Init(self, request, context):
        with self.lock:
            again, self.initialized = self.initialized, True
        return pb.InitResponse(error="initialised twice: ä€🚀" if again else "")

    def Run(self, request, context):
        config = json.loads(request.config) or {}
        argument = config.get("argument", "")
        match config.get("do"):
            case "fail" | "throw":
                return failed(argument)
            case "nothing":
                return failed("the plugin returned nothing")
            case "phase":
                return measured(argument, "")
            case "big":
                return measured("Successful", "x" * config["size"])
            case "await":
                self.gate(argument).wait()
                return measured("Successful", "opened")
            case "open":
                self.gate(argument).set()
                return measured("Successful", "opener")
            case "hang":
                return self.hang(context)
            case "print":
                print("out: " + argument, flush=True)
                print("err: " + argument, file=sys.stderr, flush=True)
                return measured("Successful", "")
            case _:
                return echo(request, {})

    def Resume(self, request, context):
        return echo(request, {"verb": "resume", "was": text(request.measurement)})

    def Terminate(self, request, context):
        request.measurement.message = "terminated"
        return request.measurement

    def GarbageCollect(self, request, context):
        error = "" if request.limit >= 0 else f"cannot keep {request.limit} measurements"
        return pb.GarbageCollectResponse(error=error)

    def Type(self, request, context):
        return pb.TypeResponse(type="ContractPlugin")

    def GetMetadata(self, request, context):
        with self.lock:
            counted = {"hanging": str(self.hanging), "cancelled": str(self.cancelled)}
        return pb.GetMetadataResponse(metadata={**counted, "config": request.config})

    def gate(self, name):
        with self.lock:
            return self.gates.setdefault(name, threading.Event())

    def hang(self, context):
        over = threading.Event()
        if not context.add_callback(over.set):
            over.set()
        with self.lock:
            self.hanging += 1
        over.wait()
        with self.lock:
            self.cancelled += 1
        return failed("given up")


class Controller(grpc_controller_pb2_grpc.GRPCControllerServicer):
    def __init__(self, end):
        self.end = end

    def Shutdown(self, request, context):
        self.end.set()
        return grpc_controller_pb2.Empty()


def echo(request, more):
    return pb.Measurement(
        phase="Running",
        message="echo",
        value=request.config,
        metadata={**more, "analysisRun": request.analysis_run, "metric": request.metric},
        started_at=STARTED,
        resume_at=RESUME_AT,
    )


def measured(phase, value):
    return pb.Measurement(phase=phase, value=value, started_at=STARTED, finished_at=STARTED)


def failed(message):
    return pb.Measurement(phase="Error", message=message, started_at=STARTED, finished_at=STARTED)


def text(m):
    """A measurement as Java's record of it reads, with which the suite compares it."""
    metadata = ", ".join(f"{key}={m.metadata[key]}" for key in sorted(m.metadata))
    return (
        f"Measurement[phase={m.phase}, message={m.message}, startedAt={instant(m, 'started_at')},"
        f" finishedAt={instant(m, 'finished_at')}, value={m.value}, metadata={{{metadata}}},"
        f" resumeAt={instant(m, 'resume_at')}]"
    )


def instant(m, field):
    """Fractions of a second are in groups of three digits, as java.time.Instant writes them."""
    if not m.HasField(field):
        return "null"
    stamp = getattr(m, field)
    seconds = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=stamp.seconds)
    fraction = f"{stamp.nanos:09d}"
    while fraction.endswith("000"):
        fraction = fraction[:-3]
    return seconds.strftime("%Y-%m-%dT%H:%M:%S") + ("." + fraction if fraction else "") + "Z"


def refusal():
    """Why the plugin cannot serve whoever started it, or None."""
    if os.environ.get("ARGO_ROLLOUTS_RPC_PLUGIN") != "metricprovider":
        return "This is a plugin of Assay, which starts it; it does nothing by itself."
    offer = os.environ.get("ASSAY_PLUGIN_PROTOCOLS")
    if offer is not None and "grpc" not in offer.split(","):
        return f"This plugin speaks grpc, and the host offers {offer!r}."
    return None


def orphaned():
    """Whether the host, which was the parent of this process, is gone."""
    host = os.environ.get("ASSAY_HOST_PID")
    return host is not None and host != str(os.getppid())


def main():
    refused = refusal()
    if refused:
        sys.exit(refused)
    end = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: end.set())
    server = grpc.server(futures.ThreadPoolExecutor(WORKERS))
    provider.add_MetricProviderServicer_to_server(Contract(), server)
    healthy = health.HealthServicer()
    healthy.set("plugin", health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(healthy, server)
    grpc_controller_pb2_grpc.add_GRPCControllerServicer_to_server(Controller(end), server)
    socket = os.path.join(os.environ["PLUGIN_UNIX_SOCKET_DIR"], f"python{os.getpid()}")
    if server.add_insecure_port("unix://" + socket) == 0:
        sys.exit(f"tried to listen on {socket}, but could not")
    server.start()
    print(f"1|1|unix|{socket}|grpc", flush=True)
    while not end.wait(timeout=1) and not orphaned():
        pass
    server.stop(grace=1).wait()
    if os.path.exists(socket):
        os.remove(socket)


if __name__ == "__main__":
    main()
