package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/sirupsen/logrus"
)

// startup is what goes wrong before a metric is there to order it.
type startup struct {
	stdout        string
	logMark       string
	delay         time.Duration
	ignoreTerm    bool
	child         bool
	detachedChild bool
	overGRPC      bool
	ownListener   bool
	exitCode      int
	initDelay     time.Duration
	initError     string
	initFatal     string
	initFailures  int
	counter       string
}

func readStartup(arguments []string, onError flag.ErrorHandling) startup {
	var s startup
	flags := flag.NewFlagSet("misbehaving", onError)
	flags.StringVar(&s.stdout, "stdout", "", "print a line to stdout before the handshake")
	flags.StringVar(&s.logMark, "log", "", "log to stderr before the handshake, in each format, with this mark")
	flags.DurationVar(&s.delay, "delay", 0, "wait before the handshake")
	flags.BoolVar(&s.ignoreTerm, "ignore-sigterm", false, "live on after SIGTERM")
	flags.BoolVar(&s.child, "child", false, "leave a child process")
	flags.BoolVar(&s.detachedChild, "detached-child", false, "leave a child process with a session of its own")
	flags.BoolVar(&s.overGRPC, "grpc", false, "serve the gRPC contract instead of net/rpc")
	flags.BoolVar(&s.ownListener, "own-listener", false, "listen without go-plugin, for the orders that need it")
	flags.IntVar(&s.exitCode, "exit", -1, "with -own-listener: exit with this code right after the handshake")
	flags.DurationVar(&s.initDelay, "init-delay", 0, "wait in InitPlugin")
	flags.StringVar(&s.initError, "init-error", "", "what InitPlugin answers")
	flags.StringVar(&s.initFatal, "init-fatal", "", "what InitPlugin logs with logrus before it exits")
	flags.IntVar(&s.initFailures, "init-failures", 0, "how many processes answer -init-error, counted in -counter; 0: all")
	flags.StringVar(&s.counter, "counter", "", "the file in which each process that is initialised leaves one byte")
	if err := flags.Parse(arguments); err != nil {
		panic(err)
	}
	return s
}

func (s startup) beforeHandshake() {
	if s.stdout != "" {
		fmt.Println(s.stdout)
	}
	if s.logMark != "" {
		logInEachFormat(os.Stderr, s.logMark)
	}
	if s.ignoreTerm {
		signal.Ignore(syscall.SIGTERM)
	}
	if s.child || s.detachedChild {
		leaveChild(s.detachedChild)
	}
	time.Sleep(s.delay)
}

// leaveChild names the child's process id on stderr.
func leaveChild(detached bool) {
	sleep := exec.Command("sleep", "600")
	sleep.SysProcAttr = &syscall.SysProcAttr{Setsid: detached}
	if err := sleep.Start(); err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stderr, "child", sleep.Process.Pid)
}

func (s startup) initialize() string {
	time.Sleep(s.initDelay)
	if s.initFatal != "" {
		logrus.WithField("file", "token").Fatal(s.initFatal)
	}
	if s.counter == "" || s.initFailures == 0 {
		return s.initError
	}
	if s.countProcess() <= s.initFailures {
		return s.initError
	}
	return ""
}

// countProcess returns how many processes there were, this one included.
func (s startup) countProcess() int {
	file, err := os.OpenFile(s.counter, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	if _, err := file.WriteString("."); err != nil {
		panic(err)
	}
	if err := file.Close(); err != nil {
		panic(err)
	}
	info, err := os.Stat(s.counter)
	if err != nil {
		panic(err)
	}
	return int(info.Size())
}
