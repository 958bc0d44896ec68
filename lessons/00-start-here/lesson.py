# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 00 · Start here
#
# Five minutes, no marks. You will run a cell, write one line of code, have it checked, and watch a picture that runs a line of yours.
# Then you know all that the lessons ask of you.
#
# A notebook is a page of **cells**. Some hold text, like this one. Others hold Python.
# Click on the next cell and press **Shift-Enter**: it runs, and you are in the cell after it.

# %%
import numpy as np
import matplotlib.pyplot as plt

from course import check, explore, progress, surfaces

# %% [markdown]
# Nothing to see: it only fetched what we need. This one shows something, since it ends on a value.

# %%
theta = np.array([1.0, -2.0])
3 * theta

# %% [markdown]
# Cells remember what ran before them, in the order in which *you* ran them. After a break, run the page from its top:
# *Run*, *Run All Above Selected Cell*. And if things get odd: *Kernel*, *Restart Kernel and Run All Cells*.
#
# You can't break anything. Change a number in the cell above and run it again.

# %% [markdown]
# ## Write something
#
# In each lesson you write a handful of short functions. The text says what goes in and what comes out. Here is one to practise on:
#
# *Write `double(x)`. It returns twice `x`, for a number or an array, and leaves `x` as it was.*
#
# First run the next two cells as they are. Then replace the line that raises `NotImplementedError` by `return x + 2`, which is wrong, and run both again. Read what the card says. Then make it right.

# %%
def double(x):
    """Twice x, of the same shape."""
    raise NotImplementedError

# %%
check(double)

# %% [markdown]
# `check` calls your function on a few examples and shows what it expected and what it got. Often it knows which idea is missing, and says so.
# It never shows the solution. Ask it as often as you like: nobody counts.
#
# Got stuck? Go on. Each lesson, and nearly each section, works without the exercise before it.

# %% [markdown]
# ## Watch something
#
# This course is about going downhill: take a step, look at the slope, take another. The line below is a first way to do it, and lesson 02 explains it.
# The picture runs the line on a valley that is steep from side to side and flat along its floor.
#
# **Predict.** Below the picture you can slide the step size `lr`. It begins at 0.02. Will larger steps arrive sooner? Answer first, then slide. In the lessons we ask for a prediction before each picture, since a guess that failed is what you remember.

# %%
def step(theta, grad, lr):
    return theta - lr * grad

explore(step, surface=surfaces.ravine.at(kappa=25), lr=(0.002, 0.09, 0.02))

# %% [markdown]
# <details><summary>What did you see?</summary>
#
# Up to a point. From 0.04 on the steps leap from side to side, and beyond 0.08 each one lands higher than the last: it flies out of the valley.
# Why 0.08, and what a ball would do in its place, is what lessons 02 and 05 are about.
#
# </details>

# %% [markdown]
# The picture runs *your* code. Change a sign in `step`, run the cell again, and see it climb. In the lessons some pictures wait until you have written an exercise; they say which one.
#
# Other cells draw a plot or print a table with your functions. They begin with a line like `with using("mse_cost"):`, which names the functions. If one of them fails there, the cell says so in a sentence.

# %% [markdown]
# ## The way
#
# Seven lessons, about an hour each. A solid arrow means that you need the one before, a dashed one that it helps. So after 02 there are three roads, and you may take them in any order.

# %% jupyter={"source_hidden": true}
places = {
    "01 likelihood": (0, 1), "02 gradient\ndescent": (1, 1), "03 chain rule,\nbackpropagation": (2, 2),
    "04 batches\nand noise": (2, 1), "05 momentum": (2, 0), "06 Adam": (3, 0), "07 digits:\nall together": (4, 1),
}
needs = ["02 04", "02 05", "05 06", "03 07", "04 07", "06 07"]
helps = ["01 02", "02 03"]

at = {name[:2]: place for name, place in places.items()}
fig, ax = plt.subplots(figsize=(8, 3))
_ = ax.set(xlim=(-0.5, 4.5), ylim=(-0.4, 2.4))
ax.set_axis_off()
frame = dict(boxstyle="round,pad=0.5", facecolor="white")
boxes = {name[:2]: ax.text(*place, name, ha="center", va="center", bbox=frame).get_bbox_patch() for name, place in places.items()}
for start, end in map(str.split, needs + helps):
    line = "--" if f"{start} {end}" in helps else "-"
    style = dict(arrowstyle="-|>", linestyle=line, patchA=boxes[start], patchB=boxes[end], shrinkA=0, shrinkB=2)
    ax.annotate("", xy=at[end], xytext=at[start], arrowprops=style)

# %% [markdown]
# - **01** asks where a cost comes from: how plausible is what we saw? **02** goes down its slope, and says how far a step may go.
# - **03** gets the slope of a whole network, and you build the machine that does it. **04** gets by with a few examples at a time. **05** lets the descent gather speed, and **06** gives each parameter a step of its own.
# - **07** is the reward: your network, your batches and your optimizer read handwritten digits.

# %% [markdown]
# ## Save and hand in
#
# - **Save** with Ctrl-S (⌘S on a Mac). Your notebooks are the files in `my-lessons/`. They are yours: no command of the course overwrites them.
# - **Before you hand a lesson in**, choose *Kernel*, *Restart Kernel and Run All Cells*, look through it once, and save.
# - **Hand in** the notebook's file, such as `my-lessons/05-momentum/05-momentum.ipynb`, in the way your instructor says. You may add cells; keep those that were there.
# - **Marks** come from more tests than `check` shows. They ask the same of your code, with other numbers. A mistake in one exercise costs nothing in the next. Each lesson has 14 points, and a challenge for 2 more.
#
# This page is not handed in.

# %% [markdown]
# ## How far you are
#
# `progress` reads your notebooks, all that are beside this one, and tells what passes. It changes nothing. Save first, then run it here or in any lesson; it takes a few seconds.

# %%
progress()

# %% [markdown]
# Did you write `double`? Then one line is green already. On the left, go one folder up and open your first lesson: **01-mle-map** if you would like to know where costs come from,
# **02-gradient-descent** to begin with the descent itself, or **05-momentum** if you have met gradient descent before.
